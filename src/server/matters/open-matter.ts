import type { Instant } from '../../domain/deadlines.ts'
import type { MatterId, SeatId, UserId } from '../../domain/ids.ts'
import type { Currency } from '../../domain/money-currencies.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { SIDES, type Side } from '../../domain/side.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import { appendJournal } from '../journal/append-journal.ts'
import { createFirstSession } from '../sessions/create-session.ts'
import { addPlace } from './people-store.ts'

export type MatterToOpen = {
  readonly matterId: MatterId
  readonly caption: string
  readonly forum: string
  readonly caseNumber: string
  readonly dispute: string
  readonly currency: Currency
  readonly amountInDisputeCents: bigint | null
  readonly timeZone: string
  readonly words: Readonly<Record<Side, string>>
  readonly isPractice: boolean
  readonly lead: { readonly userId: UserId; readonly side: Side; readonly represents: string }
}

export type OpenedMatter = { readonly seats: Readonly<Record<Side, SeatId>> }

/**
 * A matter with its two seats, its creator as lead of one of them, and its first session. `id-taken`: a matter of this
 * id is there already (a form sent twice waits here for its twin). The caller rolls back on a refusal.
 */
export async function openMatter(
  ctx: Context,
  tx: Tx,
  matter: MatterToOpen,
  at: Instant,
): Promise<Result<OpenedMatter, 'id-taken' | 'temporarily-unavailable'>> {
  const { matterId, lead, isPractice } = matter
  if (!(await insertMatter(tx, matter, at))) return err('id-taken')
  const seats = { plaintiff: ctx.chance.newId() as SeatId, defendant: ctx.chance.newId() as SeatId }
  await tx
    .insertInto('seats')
    .values(
      SIDES.map((side) => ({
        id: seats[side],
        matterId,
        side,
        represents: side === lead.side ? lead.represents : '',
        nextDeadlineAt: null,
        lastActivityAt: at,
      })),
    )
    .execute()
  await addPlace(ctx, tx, { matterId, seatId: seats[lead.side], userId: lead.userId, role: 'lead', at })
  const session = await createFirstSession(ctx, tx, { matterId, isPractice, at })
  if (!session.ok) return session
  await appendJournal(tx, {
    matterId,
    chain: 'shared',
    sessionId: session.value,
    at,
    type: 'matter-created',
    actor: lead.userId,
    data: { side: lead.side },
  })
  return ok({ seats })
}

async function insertMatter(tx: Tx, matter: MatterToOpen, at: Instant): Promise<boolean> {
  const { matterId, words, lead, ...columns } = matter
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('matters')
    .values({
      ...columns,
      id: matterId,
      plaintiffWord: words.plaintiff,
      defendantWord: words.defendant,
      createdBy: lead.userId,
      createdAt: at,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

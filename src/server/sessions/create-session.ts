import type { Instant } from '../../domain/deadlines.ts'
import type { MatterId, SessionId } from '../../domain/ids.ts'
import { isCurrency } from '../../domain/money-currencies.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { newSession } from '../../domain/session-state.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'

type FirstSession = { readonly matterId: MatterId; readonly isPractice: boolean; readonly at: Instant }

/** The session that a matter begins with. The caller has written the matter, its two seats and the first lead. */
export function createFirstSession(
  ctx: Context,
  tx: Tx,
  session: FirstSession,
): Promise<Result<SessionId, 'temporarily-unavailable'>> {
  return createSession(ctx, tx, { ...session, ordinal: 1, clockOffsetMs: 0 })
}

type NewSession = FirstSession & { readonly ordinal: number; readonly clockOffsetMs: number }

/**
 * Makes a session and has the matcher make its keys. Keys that the matcher made for a session whose commit then
 * failed belong to nothing.
 */
export async function createSession(
  ctx: Context,
  tx: Tx,
  { matterId, isPractice, at, ordinal, clockOffsetMs }: NewSession,
): Promise<Result<SessionId, 'temporarily-unavailable'>> {
  const matter = await tx
    .selectFrom('matters')
    .select('currency')
    .where('id', '=', matterId)
    .executeTakeFirstOrThrow()
  if (!isCurrency(matter.currency)) throw new Error(`matter ${matterId} has an unknown currency`)
  const seats = await tx
    .selectFrom('seats')
    .leftJoin('seatPeople as lead', (join) =>
      join
        .onRef('lead.seatId', '=', 'seats.id')
        .on('lead.role', '=', 'lead')
        .on('lead.removedAt', 'is', null),
    )
    .where('seats.matterId', '=', matterId)
    .select(['seats.id', 'seats.side', 'lead.id as leadId'])
    .execute()
  const plaintiff = seats.find((seat) => seat.side === 'plaintiff')
  const defendant = seats.find((seat) => seat.side === 'defendant')
  if (!plaintiff || !defendant) throw new Error(`matter ${matterId} lacks a seat`)

  const id = ctx.chance.newId() as SessionId
  const keys = await ctx.matcher.openKeys({
    sessionId: id,
    seats: { plaintiff: plaintiff.id, defendant: defendant.id },
    currency: matter.currency,
    practice: isPractice,
  })
  if (keys.kind !== 'opened') return err('temporarily-unavailable')

  const held = { plaintiff: plaintiff.leadId !== null, defendant: defendant.leadId !== null }
  await tx
    .insertInto('sessions')
    .values({
      id,
      matterId,
      ordinal,
      state: JSON.stringify(newSession(at, held)),
      publicKey: Buffer.from(keys.publicKey, 'base64url'),
      matcherVersion: keys.version,
      isPractice,
      clockOffsetMs,
      createdAt: at,
      nextDueAt: null,
      endedAt: null,
    })
    .execute()
  return ok(id)
}

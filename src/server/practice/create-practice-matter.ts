import type { NewPractice } from '../../contract/practice.ts'
import type { Viewer } from '../../contract/viewer.ts'
import type { MatterId } from '../../domain/ids.ts'
import { ok, type Result } from '../../domain/result.ts'
import { otherSide } from '../../domain/side.ts'
import type { Context } from '../context.ts'
import { transact } from '../db/transact.ts'
import { openMatter } from '../matters/open-matter.ts'
import { addPlace } from '../matters/people-store.ts'
import { takeSeat } from '../sessions/take-seat.ts'
import { DISPUTE_CENTS } from './opponent-number.ts'
import { ensureOpponent } from './practice-opponent.ts'

const PARTIES = { plaintiff: 'Rosa Delgado', defendant: 'Fairview Storage, LLC' } as const

/**
 * A matter to practice on: the same tables, rules and matcher as a real one, marked as practice, its other seat held by
 * the program. `id-taken`: this form made a matter before.
 */
export async function createPracticeMatter(
  ctx: Context,
  viewer: Viewer,
  { matterId, side, timeZone }: NewPractice,
): Promise<Result<MatterId, 'id-taken' | 'temporarily-unavailable'>> {
  return transact(ctx.db, async (tx) => {
    const at = await ctx.clock(tx)
    const opponent = await ensureOpponent(ctx, tx)
    const opened = await openMatter(
      ctx,
      tx,
      {
        matterId,
        caption: 'Delgado v. Fairview Storage, LLC (practice)',
        forum: 'No court: a matter to practice on',
        caseNumber: '',
        dispute: 'A made-up claim for goods damaged in storage.',
        currency: 'USD',
        amountInDisputeCents: DISPUTE_CENTS,
        timeZone,
        words: { plaintiff: 'plaintiff', defendant: 'defendant' },
        isPractice: true,
        lead: { userId: viewer.userId, side, represents: PARTIES[side] },
      },
      at,
    )
    if (!opened.ok) return opened
    const other = otherSide(side)
    const seatId = opened.value.seats[other]
    await addPlace(ctx, tx, { matterId, seatId, userId: opponent.userId, role: 'lead', at })
    await tx.updateTable('seats').set({ represents: PARTIES[other] }).where('id', '=', seatId).execute()
    const taken = await takeSeat(ctx, tx, { matterId, side: other, actor: opponent.userId })
    return taken.ok ? ok(matterId) : taken
  })
}

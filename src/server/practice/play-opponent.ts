import { rulesText } from '../../contract/rules-text.ts'
import type { Viewer } from '../../contract/viewer.ts'
import { termsSettlement } from '../../domain/session-state.ts'
import { otherSide, type Side } from '../../domain/side.ts'
import type { Context } from '../context.ts'
import { findSeatAccess } from '../matters/seat-access.ts'
import type { StoredSession } from '../sessions/session-store.ts'
import { acceptRules } from '../terms/accept-rules.ts'
import { approveTerms } from '../terms/approve-terms.ts'
import { wishSkip } from '../terms/wish-skip.ts'
import { enterAsOpponent } from './enter-as-opponent.ts'
import { findOpponent } from './practice-opponent.ts'

/**
 * Does the next thing that the practice opponent has to do, by the use cases that a person goes through. Returns whether
 * something was done: then the session is to be looked at again.
 */
export async function playOpponent(ctx: Context, stored: StoredSession): Promise<boolean> {
  const opponent = await findOpponent(ctx.db)
  const seat = opponent && (await findSeatAccess(ctx.db, opponent.userId, stored.matterId))
  if (!opponent || !seat) return false
  if (stored.state.phase === 'terms') return settleTerms(ctx, opponent, stored, seat.side)
  if (stored.state.phase === 'opening' && stored.state.sides[seat.side].standing === null) {
    return enterAsOpponent(ctx, opponent, stored, seat.side, 'opening', `practice/${stored.id}/opening`)
  }
  return false
}

async function settleTerms(
  ctx: Context,
  opponent: Viewer,
  { matterId, state }: StoredSession,
  side: Side,
): Promise<boolean> {
  const own = state.sides[side]
  const person = state.sides[otherSide(side)]
  const current = state.terms
  if (current && person.approvedVersion === current.version && own.approvedVersion !== current.version) {
    return (await approveTerms(ctx, opponent, matterId, current)).ok
  }
  if (own.approvedVersion === null && !own.wantsSkip) return (await wishSkip(ctx, opponent, matterId)).ok
  if (termsSettlement(state) !== null && own.acceptance === null) {
    const form = { rulesVersion: rulesText.version, acceptRules: 'on', confirmAuthority: 'on' } as const
    return (await acceptRules(ctx, opponent, matterId, form)).ok
  }
  return false
}

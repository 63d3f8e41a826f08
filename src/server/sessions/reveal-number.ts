import type { CommandRefusal, RevealNumber, RevealReceipt } from '../../contract/session-commands.ts'
import type { Viewer } from '../../contract/viewer.ts'
import type { Instant } from '../../domain/deadlines.ts'
import type { SessionId } from '../../domain/ids.ts'
import { assertNever } from '../../domain/result.ts'
import { mayReveal } from '../../domain/roles.ts'
import { ownInstant, permitReveal } from '../../domain/session-numbers.ts'
import { findSignIn } from '../accounts/find-viewer.ts'
import { isFresh, readProof } from '../accounts/fresh-sign-in.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import { appendJournal } from '../journal/append-journal.ts'
import { findSeatAccess, type SeatAccess } from '../matters/seat-access.ts'
import { callOf } from './ask-matcher.ts'
import { refused } from './receipt.ts'
import { lockSessionFor } from './session-store.ts'
import type { SessionUnit } from './session-unit.ts'
import { hold, voidNumbers } from './void-numbers.ts'
import { inUnit, openUnit } from './with-session.ts'

/** Who asks: their seat, and since when what they asked to have back may be theirs. */
type Asker = { readonly seat: SeatAccess; readonly factorsChangedAt: Instant }

/**
 * Gives a seat its own numbers of the live session again, sealed by the matcher to a key that the browser made for this
 * one request: what passes here cannot be read here. Only soon after the person has proved who they are; and of numbers
 * entered before that person's way of signing in changed, nothing (rules: who may do what; decision 011).
 *
 * The side's own journal alone keeps that it was done. The session does not change, and no page is told. The answer is
 * kept nowhere: the same key again is `idempotency-conflict`.
 */
export async function revealNumber(
  ctx: Context,
  viewer: Viewer,
  sessionId: SessionId,
  key: string,
  input: RevealNumber,
  headers: Headers,
): Promise<RevealReceipt> {
  const signIn = await findSignIn(ctx, headers)
  return ctx.db.transaction().execute(async (tx) => {
    const stored = await lockSessionFor(tx, sessionId, viewer.userId)
    if (!stored) return notRevealed('not-found')
    const found: { asker?: Asker } = {}
    const before = async (): Promise<RevealReceipt | null> => {
      const seat = await findSeatAccess(tx, viewer.userId, stored.matterId)
      if (!seat) return notRevealed('not-found')
      if (!mayReveal(seat.role, seat.membersMayReveal)) return notRevealed('not-allowed')
      const proof =
        signIn?.viewer.userId === viewer.userId ? await readFreshProof(ctx, tx, signIn.signInId) : null
      if (!proof) return notRevealed('not-fresh')
      found.asker = { seat, factorsChangedAt: proof.factorsChangedAt }
      return null
    }
    const work = async (unit: SessionUnit): Promise<RevealReceipt> => {
      if (!found.asker) throw new Error('who asks is looked up first')
      return reveal(unit, found.asker, key, input)
    }
    const done = await inUnit(await openUnit(ctx, tx, stored), work, before)
    return done.ok ? done.value : notRevealed('temporarily-unavailable')
  })
}

async function readFreshProof(ctx: Context, tx: Tx, signInId: string) {
  const proof = await readProof(tx, signInId)
  return proof && isFresh(proof, await ctx.clock(tx)) ? proof : null
}

async function reveal(
  unit: SessionUnit,
  { seat, factorsChangedAt }: Asker,
  key: string,
  { publicKey }: RevealNumber,
): Promise<RevealReceipt> {
  const { side, seatId } = seat
  const at = ownInstant(unit.state, side, unit.now)
  const permitted = permitReveal(unit.state, side, factorsChangedAt, at)
  if (!permitted.ok) return notRevealed(permitted.error)
  const call = { ...callOf(unit, at, key), side, seatId, publicKey, notBefore: factorsChangedAt }
  const answer = await unit.ctx.matcher.reveal(call)
  switch (answer.kind) {
    case 'revealed':
      await appendJournal(unit.tx, {
        matterId: unit.stored.matterId,
        chain: side,
        sessionId: unit.stored.id,
        at,
        type: 'number-revealed',
        actor: seat.userId,
        data: { side },
      })
      return { result: 'done', code: null, nextPossibleAt: null, sealed: answer.sealed }
    case 'refused':
      if (answer.code === 'clock-disagrees') return notRevealed('temporarily-unavailable')
      return notRevealed(answer.code, answer.nextPossibleAt)
    case 'held':
      hold(unit)
      return notRevealed('session-held')
    case 'numbers-lost':
      await voidNumbers(unit)
      return notRevealed('temporarily-unavailable')
    case 'version-mismatch':
    case 'unavailable':
      return notRevealed('temporarily-unavailable')
    case 'outcome-unknown':
    case 'idempotency-conflict':
      return notRevealed(answer.kind)
    default:
      return assertNever(answer)
  }
}

function notRevealed(code: CommandRefusal, nextPossibleAt: Instant | null = null): RevealReceipt {
  return { ...refused(code, nextPossibleAt), sealed: null }
}

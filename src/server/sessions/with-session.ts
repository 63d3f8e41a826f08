import type { SessionId } from '../../domain/ids.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { LastWrite } from '../../postgres/last-write.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import { sendReminders } from '../notifications/send-reminders.ts'
import { type MatcherFailure, rollForward } from './call-matcher.ts'
import { performDue } from './perform-due.ts'
import { saveSession } from './save-session.ts'
import { lockSession, type StoredSession } from './session-store.ts'
import type { SessionUnit } from './session-unit.ts'

/**
 * Runs `work` on a session under its lock, in one transaction: time is read after the lock, the session is rolled
 * forward to the matcher's records, and what is due is done before the work and after it. What happened is written
 * once, at the end. `work` runs only where nothing due is left to do; otherwise the failure of the matcher is the
 * answer, and what could be done is kept. Throws if there is no such session.
 */
export function withSession<T>(
  ctx: Context,
  sessionId: SessionId,
  work: (unit: SessionUnit) => Promise<T>,
): Promise<Result<T, MatcherFailure>> {
  return ctx.db.transaction().execute((tx) => inSession(ctx, tx, sessionId, work))
}

/** As `withSession`, in a transaction of the caller's. */
export async function inSession<T>(
  ctx: Context,
  tx: Tx,
  sessionId: SessionId,
  work: (unit: SessionUnit) => Promise<T>,
): Promise<Result<T, MatcherFailure>> {
  const stored = await lockSession(tx, sessionId)
  if (!stored) throw new Error(`no session ${sessionId}`)
  return inUnit(await openUnit(ctx, tx, stored), work, async () => null)
}

/**
 * As `inSession`, on a session that the caller has locked and read, and for whom `before` may answer before anything due is
 * looked at: who has no part in the session, or asks what was answered before. `atOnce` is tried where nothing is due, on a
 * session that may have missed records of the matcher's: what the matcher itself refuses then. Null: to be done in order.
 */
export async function inUnit<T>(
  unit: SessionUnit,
  work: (unit: SessionUnit) => Promise<T>,
  before: (unit: SessionUnit) => Promise<T | null>,
  atOnce: (unit: SessionUnit) => Promise<T | null> = async () => null,
): Promise<Result<T, MatcherFailure>> {
  // A known idempotency key is answered before anything else.
  const answered = await before(unit)
  if (answered !== null) return ok(answered)

  const doneAtOnce = isQuiet(unit) ? await atOnce(unit) : null
  if (doneAtOnce !== null) return finish(unit, doneAtOnce)

  const ready = await bringUpToDate(unit)
  if (!ready.ok) {
    await saveSession(unit)
    return ready
  }
  await remindIfDue(unit)
  return finish(unit, await work(unit))
}

async function finish<T>(unit: SessionUnit, value: T): Promise<Result<T, MatcherFailure>> {
  // An opening whose conditions this command met starts at this very instant.
  const after = await performDue(unit)
  await saveSession(unit)
  if (!after.ok)
    unit.ctx.log.warn({ sessionId: unit.stored.id }, 'a step became due and waits for the matcher')
  return ok(value)
}

/** `stored` was read under the session's lock, and the clock with it. */
export async function openUnit(
  ctx: Context,
  tx: Tx,
  stored: StoredSession,
  last: LastWrite | null = null,
): Promise<SessionUnit> {
  const now = (await ctx.clock(tx, stored.readAt)) + stored.clockOffsetMs
  return {
    ctx,
    tx,
    last,
    stored,
    // Instants of shared events already past stay past, should the clock have stepped back.
    now: Math.max(now, stored.state.lastSharedAt),
    state: stored.state,
    matcherVersion: stored.matcherVersion,
    happened: [],
    newPublicKey: null,
    entries: [],
    receipt: null,
    dealNumberCents: null,
  }
}

/** A session in which numbers are entered, and of which neither a step nor a reminder is due. */
function isQuiet({ state, stored, now }: SessionUnit): boolean {
  const isLive = state.phase === 'opening' || state.phase === 'adjustment'
  return isLive && state.heldAt === null && stored.nextDueAt !== null && stored.nextDueAt > now
}

/** Before the work, so that what a reminder says of the own side is what stood when it fell due. */
async function remindIfDue({ ctx, tx, stored, state, now }: SessionUnit): Promise<void> {
  if (stored.nextDueAt === null || stored.nextDueAt > now) return
  const { id, matterId, isPractice } = stored
  await sendReminders(ctx, tx, { matterId, sessionId: id, isPractice, state, now })
}

async function bringUpToDate(unit: SessionUnit): Promise<Result<void, MatcherFailure>> {
  // After its end the matcher records nothing more; and of what is held nothing is done.
  if (unit.state.phase === 'ended' || unit.state.heldAt !== null) return ok()
  const rolled = await rollForward(unit)
  // The terms need no matcher; an early end that it recorded before a crash is caught up with when it is back.
  return rolled.ok || unit.state.phase === 'terms' ? performDue(unit) : rolled
}

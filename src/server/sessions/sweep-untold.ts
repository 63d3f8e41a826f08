import { sql } from 'kysely'
import { HOUR_MS, type Instant } from '../../domain/deadlines.ts'
import type { SessionId } from '../../domain/ids.ts'
import type { Context } from '../context.ts'
import type { Db } from '../db/database.ts'
import { bringUpToDate } from './sweep-due.ts'

const BATCH = 500
/** Far longer than the matcher's transactions may take: what commits late bears an instant from before. */
const OVERLAP_MS = 300_000

/**
 * Finds live sessions of which the matcher knows more than we do: a transaction died between its record and our commit,
 * and nobody has asked again. A deal so recorded is told to both sides here.
 *
 * At its first run, once an hour, and where the clock has stepped back it goes through all of them, as `sweepUntold` does:
 * a database may have been restored under running processes. Otherwise it goes through those of which anything was recorded
 * since the last run that left nothing undone.
 */
export function openUntoldSweep(): (ctx: Context, signal?: AbortSignal) => Promise<void> {
  let done: { readonly allAt: Instant; readonly until: Instant } | null = null
  return async function sweepUntold(ctx, signal) {
    const now = await ctx.clock(ctx.db)
    if (done === null || now < done.until || now - done.allAt >= HOUR_MS) {
      if (await sweepAll(ctx, signal)) done = { allAt: now, until: now }
    } else {
      if (await sweepSince(ctx, done.until - OVERLAP_MS, signal)) done = { ...done, until: now }
    }
  }
}

/** All live sessions: finds what a restored database has lost, too. */
export async function sweepUntold(ctx: Context): Promise<void> {
  await sweepAll(ctx)
}

async function sweepAll(ctx: Context, signal?: AbortSignal): Promise<boolean> {
  let isDone = true
  let last: SessionId | undefined
  do {
    const after = last
    const rows = await liveSessions(ctx.db)
      .$if(after !== undefined, (query) => query.where('id', '>', after ?? ('' as SessionId)))
      .orderBy('id')
      .limit(BATCH)
      .execute()
    const known = notHeld(rows)
    const answer = known.length > 0 ? await ctx.matcher.sessionsAhead({ known }) : null
    // The matcher is down: the next sweep asks again.
    if (answer?.kind === 'unavailable') return false
    isDone = (await bringAllUpToDate(ctx, answer?.sessionIds ?? [], signal)) && isDone
    last = rows.at(-1)?.sessionId
  } while (last && !signal?.aborted)
  return isDone && !signal?.aborted
}

async function sweepSince(ctx: Context, since: Instant, signal?: AbortSignal): Promise<boolean> {
  let isDone = true
  let after: SessionId | null = null
  do {
    const answer = await ctx.matcher.sessionsSince({ since, after })
    if (answer.kind === 'unavailable') return false
    isDone = (await bringAllUpToDate(ctx, await whichAreBehind(ctx.db, answer.sessions), signal)) && isDone
    after = answer.sessions.at(-1)?.sessionId ?? null
  } while (after !== null && !signal?.aborted)
  return isDone && !signal?.aborted
}

async function bringAllUpToDate(
  ctx: Context,
  ids: readonly SessionId[],
  signal?: AbortSignal,
): Promise<boolean> {
  let isDone = true
  for (const id of ids) {
    if (signal?.aborted) return false
    isDone = (await bringUpToDate(ctx, id)) && isDone
  }
  return isDone
}

type Known = { readonly sessionId: SessionId; readonly version: number }

async function whichAreBehind(db: Db, known: readonly Known[]): Promise<SessionId[]> {
  if (known.length === 0) return []
  const versions = new Map(known.map(({ sessionId, version }) => [sessionId, version]))
  const rows = await liveSessions(db)
    .where('id', 'in', [...versions.keys()])
    .execute()
  return notHeld(rows)
    .filter(({ sessionId, version }) => version < (versions.get(sessionId) ?? 0))
    .map(({ sessionId }) => sessionId)
}

function liveSessions(db: Db) {
  return db
    .selectFrom('sessions')
    .select([
      'id as sessionId',
      'matcherVersion as version',
      sql<string | null>`state ->> 'heldAt'`.as('heldAt'),
    ])
    .where('endedAt', 'is', null)
    .where('isPractice', '=', false)
}

/** Of what is held nothing is done. As a condition in SQL, PostgreSQL would expect it of next to none, and sort the whole table for each page. */
function notHeld(rows: readonly (Known & { readonly heldAt: string | null })[]): Known[] {
  return rows.flatMap(({ sessionId, version, heldAt }) => (heldAt === null ? [{ sessionId, version }] : []))
}

import { sql } from 'kysely'
import type { MatterStage } from '../../contract/matters.ts'
import type { Instant } from '../../domain/deadlines.ts'
import { nextReminderAt } from '../../domain/reminders.ts'
import { isConsequence, isOwnEvent, type SessionEvent } from '../../domain/session-events.ts'
import { nextDue } from '../../domain/session-numbers.ts'
import { SIDES, type Side } from '../../domain/side.ts'
import { nextDeadline, type SessionView, viewSession } from '../../domain/visibility.ts'
import { writeAtOnce } from '../../postgres/write-at-once.ts'
import { type JournalRecord, journalAppend } from '../journal/append-journal.ts'
import { type LiveTopic, liveNotification, type MatterSignal } from '../live/notify-live.ts'
import { announceSessionEvents } from '../notifications/announce.ts'
import { recordDeal } from './record-deal.ts'
import type { Happening, SessionUnit } from './session-unit.ts'

/** Writes what happened: state, journal, deal, notices, live signals, lists and the next due job, all or nothing. */
export async function saveSession(unit: SessionUnit): Promise<void> {
  const { tx, stored, ctx, happened } = unit
  const nextDueAt = nextWakeAt(unit)
  const caughtUp = unit.matcherVersion === stored.matcherVersion
  const unchanged = happened.length === 0 && caughtUp && nextDueAt === stored.nextDueAt
  if (unchanged && unit.receipt === null) return
  const rows = [...entriesOf(unit), ...receiptOf(unit), ...SIDES.flatMap((side) => listRowOf(unit, side))]
  await writeAtOnce(tx, unchanged ? rows : [progressOf(unit, nextDueAt), ...rows], [
    ...happened.map((happening) => journalAppend(recordOf(unit, happening))),
    ...signalsOf(unit).map(liveNotification),
  ])
  if (unchanged) return
  for (const { event } of happened) {
    if (event.type === 'deal-made') await recordDeal(unit, event)
  }
  const { matterId, id: sessionId, isPractice } = stored
  await announceSessionEvents(ctx, tx, { matterId, sessionId, isPractice, happened })
  if (nextDueAt !== null && nextDueAt !== stored.nextDueAt) {
    // The job runs by real time; a practice session's own time is ahead of it.
    await ctx.jobs.enqueueSessionDue(tx, sessionId, nextDueAt - stored.clockOffsetMs)
  }
}

function progressOf(unit: SessionUnit, nextDueAt: Instant | null) {
  const { tx, stored, state, matcherVersion, newPublicKey } = unit
  return tx
    .updateTable('sessions')
    .set({
      state: JSON.stringify(state),
      matcherVersion,
      ...(newPublicKey && { publicKey: newPublicKey }),
      nextDueAt,
      endedAt: state.ending?.at ?? null,
    })
    .where('id', '=', stored.id)
}

function entriesOf({ tx, stored, entries }: SessionUnit) {
  return entries.map((entry) => tx.insertInto('entries').values({ ...entry, sessionId: stored.id }))
}

/** A key whose body a crash has taken gets it back; one with a body stays as it is. */
function receiptOf({ tx, receipt: kept, now }: SessionUnit) {
  if (kept === null) return []
  const { seatId, key, bodySha256, receipt } = kept
  const known = { bodySha256, response: JSON.stringify(receipt) }
  return [
    tx
      .insertInto('idempotencyKeys')
      .values({ seatId, key, ...known, at: now })
      .onConflict((conflict) =>
        conflict
          .columns(['seatId', 'key'])
          .doUpdateSet(known)
          .where('idempotencyKeys.bodySha256', 'is', null),
      ),
  ]
}

/** When the session has to be looked at again if nobody does before: for a due step, or to remind of one. */
function nextWakeAt({ state, now }: SessionUnit): Instant | null {
  const instants = [nextDue(state)?.at ?? null, nextReminderAt(state, now)].filter((at) => at !== null)
  return instants.length === 0 ? null : Math.min(...instants)
}

function recordOf({ stored }: SessionUnit, { event, actor }: Happening): JournalRecord {
  const { type, at, ...data } = event
  return {
    matterId: stored.matterId,
    chain: isOwnEvent(event) ? event.side : 'shared',
    sessionId: stored.id,
    at,
    type,
    actor: isConsequence(event) ? null : actor,
    data: flat(data),
  }
}

/** Journal data is flat: a nested value's fields take its place. */
function flat(data: object): Record<string, string | number | boolean | null> {
  const entries = Object.entries(data).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null ? Object.entries(value) : [[key, value] as const],
  )
  return Object.fromEntries(entries)
}

function signalsOf({ stored, happened }: SessionUnit): MatterSignal[] {
  const signals = new Map<string, { audience: 'both' | Side; topic: LiveTopic }>()
  for (const { event } of happened) {
    const signal = isOwnEvent(event)
      ? { audience: event.side, topic: 'number' as const }
      : { audience: 'both' as const, topic: topicOf(event) }
    signals.set(`${signal.audience}/${signal.topic}`, signal)
  }
  return [...signals.values()].map(({ audience, topic }) => ({
    matterId: stored.matterId,
    audience: audience === 'both' ? 'both' : stored.seats[audience],
    topic,
  }))
}

function topicOf(event: SessionEvent): LiveTopic {
  if (event.type === 'deal-made') return 'deal'
  return unitTopics.has(event.type) ? 'session' : 'terms'
}

const unitTopics: ReadonlySet<SessionEvent['type']> = new Set([
  'opened',
  'opening-closed',
  'extended',
  'numbers-voided',
  'session-held',
  'keep-running-switched',
  'ended-without-deal',
  'ended-by-side',
])

/** What a side's list shows comes from its own view: a change of the other's own affairs leaves the row untouched. */
function listRowOf(unit: SessionUnit, side: Side) {
  const seen = unit.happened.filter(({ event }) => !isOwnEvent(event) || event.side === side)
  if (seen.length === 0) return []
  const view = viewSession(unit.state, { kind: 'side', side, role: 'lead' })
  const row = unit.tx
    .updateTable('seats')
    .set({
      stage: stageOf(view),
      nextAction: view.own?.next ?? 'settle-terms',
      nextDeadlineAt: nextDeadline(view)?.at ?? null,
      // A step done late bears its own instant: it does not make what came since less recent.
      lastActivityAt: sql`greatest(last_activity_at, ${Math.max(...seen.map(({ event }) => event.at))}::int8)`,
    })
    .where('id', '=', unit.stored.seats[side])
  return [row]
}

function stageOf({ phase, ending }: SessionView): MatterStage {
  if (phase !== 'ended') return phase
  return ending?.kind === 'deal' ? 'deal' : 'ended'
}

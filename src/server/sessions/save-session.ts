import { sql } from 'kysely'
import type { MatterStage } from '../../contract/matters.ts'
import type { Instant } from '../../domain/deadlines.ts'
import { nextReminderAt } from '../../domain/reminders.ts'
import { isConsequence, isOwnEvent, type SessionEvent } from '../../domain/session-events.ts'
import { nextDue } from '../../domain/session-numbers.ts'
import { SIDES, type Side } from '../../domain/side.ts'
import { nextDeadline, type SessionView, viewSession } from '../../domain/visibility.ts'
import { appendJournal } from '../journal/append-journal.ts'
import { type LiveTopic, notifyLive } from '../live/notify-live.ts'
import { announceSessionEvents } from '../notifications/announce.ts'
import { recordDeal } from './record-deal.ts'
import type { Happening, SessionUnit } from './session-unit.ts'

/** Writes what happened: state, journal, deal, notices, live signals, lists and the next due job, all or nothing. */
export async function saveSession(unit: SessionUnit): Promise<void> {
  const { tx, stored, state, ctx } = unit
  const nextDueAt = nextWakeAt(unit)
  const caughtUp = unit.matcherVersion === stored.matcherVersion
  if (unit.happened.length === 0 && caughtUp && nextDueAt === stored.nextDueAt) return
  await tx
    .updateTable('sessions')
    .set({
      state: JSON.stringify(state),
      matcherVersion: unit.matcherVersion,
      ...(unit.newPublicKey && { publicKey: unit.newPublicKey }),
      nextDueAt,
      endedAt: state.ending?.at ?? null,
    })
    .where('id', '=', stored.id)
    .execute()

  for (const happening of unit.happened) {
    await recordEvent(unit, happening)
    if (happening.event.type === 'deal-made') await recordDeal(unit, happening.event)
  }
  await announceSessionEvents(ctx, tx, {
    matterId: stored.matterId,
    sessionId: stored.id,
    isPractice: stored.isPractice,
    happened: unit.happened,
  })
  await notifyPages(unit)
  for (const side of SIDES) await updateList(unit, side)
  if (nextDueAt !== null && nextDueAt !== stored.nextDueAt) {
    // The job runs by real time; a practice session's own time is ahead of it.
    await ctx.jobs.enqueueSessionDue(tx, stored.id, nextDueAt - stored.clockOffsetMs)
  }
}

/** When the session has to be looked at again if nobody does before: for a due step, or to remind of one. */
function nextWakeAt({ state, now }: SessionUnit): Instant | null {
  const instants = [nextDue(state)?.at ?? null, nextReminderAt(state, now)].filter((at) => at !== null)
  return instants.length === 0 ? null : Math.min(...instants)
}

async function recordEvent(unit: SessionUnit, { event, actor }: Happening): Promise<void> {
  const { type, at, ...data } = event
  await appendJournal(unit.tx, {
    matterId: unit.stored.matterId,
    chain: isOwnEvent(event) ? event.side : 'shared',
    sessionId: unit.stored.id,
    at,
    type,
    actor: isConsequence(event) ? null : actor,
    data: flat(data),
  })
}

/** Journal data is flat: a nested value's fields take its place. */
function flat(data: object): Record<string, string | number | boolean | null> {
  const entries = Object.entries(data).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null ? Object.entries(value) : [[key, value] as const],
  )
  return Object.fromEntries(entries)
}

async function notifyPages(unit: SessionUnit): Promise<void> {
  const signals = new Map<string, { audience: 'both' | Side; topic: LiveTopic }>()
  for (const { event } of unit.happened) {
    const signal = isOwnEvent(event)
      ? { audience: event.side, topic: 'number' as const }
      : { audience: 'both' as const, topic: topicOf(event) }
    signals.set(`${signal.audience}/${signal.topic}`, signal)
  }
  for (const { audience, topic } of signals.values()) {
    await notifyLive(unit.tx, {
      matterId: unit.stored.matterId,
      audience: audience === 'both' ? 'both' : unit.stored.seats[audience],
      topic,
    })
  }
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
async function updateList(unit: SessionUnit, side: Side): Promise<void> {
  const seen = unit.happened.filter(({ event }) => !isOwnEvent(event) || event.side === side)
  if (seen.length === 0) return
  const view = viewSession(unit.state, { kind: 'side', side, role: 'lead' })
  await unit.tx
    .updateTable('seats')
    .set({
      stage: stageOf(view),
      nextAction: view.own?.next ?? 'settle-terms',
      nextDeadlineAt: nextDeadline(view)?.at ?? null,
      // A step done late bears its own instant: it does not make what came since less recent.
      lastActivityAt: sql`greatest(last_activity_at, ${Math.max(...seen.map(({ event }) => event.at))}::int8)`,
    })
    .where('id', '=', unit.stored.seats[side])
    .execute()
}

function stageOf({ phase, ending }: SessionView): MatterStage {
  if (phase !== 'ended') return phase
  return ending?.kind === 'deal' ? 'deal' : 'ended'
}

import { sql } from 'kysely'
import type { MatterStage } from '../../contract/matters.ts'
import type { Instant } from '../../domain/deadlines.ts'
import type { SeatId, SessionId } from '../../domain/ids.ts'
import { nextReminderAt } from '../../domain/reminders.ts'
import { isConsequence, isOwnEvent, type SessionEvent } from '../../domain/session-events.ts'
import { nextDue } from '../../domain/session-numbers.ts'
import { SIDES, type Side } from '../../domain/side.ts'
import { type NextAction, nextDeadline, type SessionView, viewSession } from '../../domain/visibility.ts'
import { type Part, partOf, statementOf } from '../../postgres/write-at-once.ts'
import type { Db } from '../db/database.ts'
import { type JournalRecord, journalAppend } from '../journal/append-journal.ts'
import { type LiveTopic, liveNotification, type MatterSignal } from '../live/notify-live.ts'
import { announceSessionEvents } from '../notifications/announce.ts'
import { recordDeal } from './record-deal.ts'
import type { StoredSession } from './session-store.ts'
import type { Happening, KeptReceipt, NewEntry, SessionUnit } from './session-unit.ts'

/** Writes what happened: state, journal, deal, notices, live signals, lists and the next due job, all or nothing. */
export async function saveSession(unit: SessionUnit): Promise<void> {
  const { tx, stored, ctx, happened } = unit
  const nextDueAt = nextWakeAt(unit)
  const caughtUp = unit.matcherVersion === stored.matcherVersion
  const unchanged = happened.length === 0 && caughtUp && nextDueAt === stored.nextDueAt
  if (unchanged && unit.receipt === null) return
  const rows = [...entriesOf(unit), ...receiptOf(unit), ...SIDES.flatMap((side) => listRowOf(unit, side))]
  const statement = statementOf(tx, unchanged ? rows : [progressOf(unit, nextDueAt), ...rows], [
    ...happened.map((happening) => journalAppend(recordOf(unit, happening))),
    ...signalsOf(unit).map(liveNotification),
  ])
  const shared = happened.filter(({ event }) => !isOwnEvent(event))
  const newlyDueAt = nextDueAt === stored.nextDueAt ? null : nextDueAt
  // Of a side's own events nothing more comes: no deal, and no news.
  if (unit.last && shared.length === 0 && newlyDueAt === null) return unit.last(statement)
  await tx.executeQuery(statement)
  for (const { event } of shared) {
    if (event.type === 'deal-made') await recordDeal(unit, event)
  }
  const { matterId, id: sessionId, isPractice } = stored
  await announceSessionEvents(ctx, tx, { matterId, sessionId, isPractice, happened: shared })
  if (newlyDueAt !== null) {
    // The job runs by real time; a practice session's own time is ahead of it.
    await ctx.jobs.enqueueSessionDue(tx, sessionId, newlyDueAt - stored.clockOffsetMs)
  }
}

function progressOf(unit: SessionUnit, nextDueAt: Instant | null): Part<Db> {
  const { stored, state, matcherVersion, newPublicKey } = unit
  const endedAt = state.ending?.at ?? null
  const progress = { id: stored.id, state: JSON.stringify(state), matcherVersion, nextDueAt, endedAt }
  return newPublicKey === null
    ? progressWrite(progress)
    : rekeyedWrite({ ...progress, publicKey: newPublicKey })
}

type Progress = Pick<StoredSession, 'id' | 'matcherVersion' | 'nextDueAt'> & {
  readonly state: string
  readonly endedAt: Instant | null
}

const progressWrite = partOf((db: Db, values: Progress) => updated(db, values))

const rekeyedWrite = partOf((db: Db, values: Progress & { readonly publicKey: Buffer }) =>
  updated(db, values).set({ publicKey: values.publicKey }),
)

function updated(db: Db, { id, state, matcherVersion, nextDueAt, endedAt }: Progress) {
  return db.updateTable('sessions').set({ state, matcherVersion, nextDueAt, endedAt }).where('id', '=', id)
}

function entriesOf({ stored, entries }: SessionUnit): Part<Db>[] {
  return entries.map((entry) => entryWrite({ ...entry, sessionId: stored.id }))
}

const entryWrite = partOf((db: Db, values: NewEntry & { readonly sessionId: SessionId }) => {
  const { entryId, sessionId, seatId, at, step } = values
  return db.insertInto('entries').values({ entryId, sessionId, seatId, at, step })
})

function receiptOf({ receipt: kept, now }: SessionUnit): Part<Db>[] {
  if (kept === null) return []
  return [receiptWrite({ ...kept, response: JSON.stringify(kept.receipt), at: now })]
}

type KeptResponse = Pick<KeptReceipt, 'seatId' | 'key' | 'bodySha256'> & {
  readonly response: string
  readonly at: Instant
}

/** A key whose body a crash has taken gets it back; one with a body stays as it is. */
const receiptWrite = partOf((db: Db, { seatId, key, bodySha256, response, at }: KeptResponse) =>
  db
    .insertInto('idempotencyKeys')
    .values({ seatId, key, bodySha256, response, at })
    .onConflict((conflict) =>
      conflict
        .columns(['seatId', 'key'])
        .doUpdateSet({ bodySha256, response })
        .where('idempotencyKeys.bodySha256', 'is', null),
    ),
)

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
function listRowOf(unit: SessionUnit, side: Side): Part<Db>[] {
  const seen = unit.happened.filter(({ event }) => !isOwnEvent(event) || event.side === side)
  if (seen.length === 0) return []
  const view = viewSession(unit.state, { kind: 'side', side, role: 'lead' })
  return [
    listRowWrite({
      id: unit.stored.seats[side],
      stage: stageOf(view),
      nextAction: view.own?.next ?? 'settle-terms',
      nextDeadlineAt: nextDeadline(view)?.at ?? null,
      seenAt: Math.max(...seen.map(({ event }) => event.at)),
    }),
  ]
}

type ListRow = {
  readonly id: SeatId
  readonly stage: MatterStage
  readonly nextAction: NextAction
  readonly nextDeadlineAt: Instant | null
  readonly seenAt: Instant
}

const listRowWrite = partOf((db: Db, { id, stage, nextAction, nextDeadlineAt, seenAt }: ListRow) => {
  // A step done late bears its own instant: it does not make what came since less recent.
  const lastActivityAt = sql<Instant>`greatest(last_activity_at, ${seenAt}::int8)`
  return db
    .updateTable('seats')
    .set({ stage, nextAction, nextDeadlineAt, lastActivityAt })
    .where('id', '=', id)
})

function stageOf({ phase, ending }: SessionView): MatterStage {
  if (phase !== 'ended') return phase
  return ending?.kind === 'deal' ? 'deal' : 'ended'
}

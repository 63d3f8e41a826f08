import { OPENING_MS, SESSION_MS } from '../../src/domain/deadlines.ts'
import { SIDES } from '../../src/domain/side.ts'
import { findDealFaults } from './expected-deal.ts'
import type { FoundSession } from './read-session.ts'
import type { Acknowledged, SeatClient } from './seat-client.ts'

/** What was acknowledged when it was asked for. */
export type Memory = ReadonlyMap<SeatClient, readonly Acknowledged[]>

/** Of the clients of one session. */
export function remember(clients: readonly SeatClient[]): Memory {
  return new Map(clients.map((client) => [client, [...client.acknowledged]]))
}

/**
 * Whether all that had been acknowledged by then is there, once and in order; more may be there, of which nobody has
 * heard yet. For any moment, also amid commands.
 */
export function findLost(memory: Memory, found: FoundSession): string[] {
  return [...memory].flatMap(([{ side }, acknowledged]) => {
    const kept = recordsOf(found, side).map(({ key }) => key)
    const entries = found.entries.filter((entry) => entry.side === side).map(({ entryId }) => entryId)
    const missing = acknowledged.filter(({ key }, index) => kept[index] !== key)
    const unwritten = acknowledged.filter(({ entryId }) => entryId !== null && !entries.includes(entryId))
    return [
      ...missing.map(({ kind }) => `${side}: an acknowledged ${kind} is not in its place among the records`),
      ...unwritten.map(() => `${side}: an acknowledged entry is not among the entries`),
    ]
  })
}

/** Whether all that time and clients have asked for is done: the clients have stopped, and nothing is waited for. */
export function isAtRest({ nextDueAt, now, version, matcherVersion }: FoundSession): boolean {
  return (nextDueAt === null || nextDueAt > now) && version === matcherVersion
}

/** Everything that is wrong with a session at rest. */
export function findFaults(clients: readonly SeatClient[], found: FoundSession): string[] {
  const numbers = new Map(clients.flatMap((client) => [...client.numbers]))
  return [
    ...findLost(remember(clients), found),
    ...clients.flatMap((client) => findUnasked(client, found)),
    ...findDealFaults(found.records, numbers, found.deals[0] ?? null),
    ...findTimeFaults(found),
    ...findUntold(found),
  ]
}

/** What is there and was never acknowledged, or twice: every command was asked for until it was answered. */
function findUnasked({ side, acknowledged }: SeatClient, found: FoundSession): string[] {
  const faults: string[] = []
  const records = recordsOf(found, side)
  if (records.length !== acknowledged.length) {
    faults.push(`${side}: ${records.length} acts are recorded, ${acknowledged.length} were acknowledged`)
  }
  const asked = acknowledged.flatMap(({ entryId }) => entryId ?? []).join()
  const written = found.entries.filter((entry) => entry.side === side).map(({ entryId }) => entryId)
  if (written.toSorted().join() !== asked.split(',').filter(Boolean).toSorted().join()) {
    faults.push(`${side}: the entries are others than those acknowledged`)
  }
  const own = found.journal.filter(({ chain, type }) => chain === side && type === 'number-entered')
  if (own.map(({ entryId }) => entryId).join() !== asked) {
    faults.push(`${side}: the journal tells of other entries, or in another order`)
  }
  return faults
}

/** Windows are half-open, and what is due bears its own instant. */
function findTimeFaults({ state, records, now }: FoundSession): string[] {
  const faults: string[] = []
  const closesAt = state.opensAt + OPENING_MS
  const endsAt = state.opensAt + SESSION_MS * (state.extensions + 1)
  for (const { operation, at, side } of records) {
    if (operation === 'accept' && (at < state.opensAt || at >= closesAt)) {
      faults.push('an entry of opening bears an instant outside of it')
    }
    if (operation === 'accept-and-compare' && (at < closesAt || at >= endsAt)) {
      faults.push('an entry of adjustment bears an instant outside of it')
    }
    if (operation === 'close-of-opening' && at !== closesAt) faults.push('the close bears another instant')
    if (operation === 'end' && side === null && at !== endsAt) faults.push('the end bears another instant')
  }
  const closes = records.filter(({ operation }) => operation === 'close-of-opening').length
  const endedBefore = records.some(({ operation, at }) => operation === 'end' && at < closesAt)
  if (now >= closesAt && !endedBefore && closes !== 1) faults.push(`opening was closed ${closes} times`)
  if (now >= endsAt && state.phase !== 'ended') faults.push('a session outlived its end')
  return faults
}

/** One notice a side of each outcome, with one mail; none of what did not happen. */
function findUntold({ state, records, journal, notices, mails }: FoundSession): string[] {
  const happened = new Set(journal.filter(({ chain }) => chain === 'shared').map(({ type }) => type))
  const isDeal = records.some(({ outcome }) => outcome === 'deal')
  const expected = {
    outcome: state.phase === 'ended',
    opened: happened.has('opened'),
    'opening-closed': happened.has('opening-closed') && !isDealAtClose(records),
  }
  const faults: string[] = []
  if (isDeal !== happened.has('deal-made')) faults.push('journal and records differ about a deal')
  for (const [event, has] of Object.entries(expected)) {
    for (const side of SIDES) {
      const count = notices.filter((notice) => notice.side === side && notice.event === event).length
      const mailed = mails.filter((mail) => mail.side === side && mail.event === event).length
      if (count !== Number(has)) faults.push(`${side} has ${count} notices of ${event}`)
      if (mailed !== Number(has)) faults.push(`${side} has ${mailed} mails of ${event} in the outbox`)
    }
  }
  return faults
}

function isDealAtClose(records: FoundSession['records']): boolean {
  return records.some(({ operation, outcome }) => operation === 'close-of-opening' && outcome === 'deal')
}

function recordsOf({ records }: FoundSession, side: string) {
  return records.filter((record) => record.side === side)
}

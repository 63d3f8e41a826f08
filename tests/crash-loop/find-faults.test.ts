import { describe, expect, it } from 'vitest'
import { OPENING_MS } from '../../src/domain/deadlines.ts'
import type { EntryId } from '../../src/domain/ids.ts'
import { findFaults, findLost, remember } from './find-faults.ts'
import { findMailFaults } from './find-mail-faults.ts'
import type { FoundSession } from './read-session.ts'
import type { Acknowledged, SeatClient } from './seat-client.ts'

/*
 * The loop finds nothing as long as nothing is wrong. Here it is shown what would be: a session as it should be, with a
 * deal in adjustment, and the same with one thing changed.
 */

const OPENS_AT = 1_000_000
const CLOSES_AT = OPENS_AT + OPENING_MS

function client(side: 'plaintiff' | 'defendant', entries: Readonly<Record<string, bigint>>): SeatClient {
  const acknowledged: Acknowledged[] = Object.keys(entries).map((id) => ({
    key: `key-${id}`,
    kind: 'entry',
    entryId: id as EntryId,
  }))
  const numbers = new Map(Object.entries(entries).map(([id, cents]) => [id as EntryId, cents]))
  const matter = null as unknown as SeatClient['matter']
  return { side, matter, acknowledged, numbers, complaints: [], run: async () => {} }
}

const clients = [client('plaintiff', { p1: 200_00n, p2: 150_50n }), client('defendant', { d1: 170_00n })]

const record = (fields: Partial<FoundSession['records'][number]>) => ({
  operation: 'accept' as const,
  side: null,
  entryId: null,
  key: 'due',
  at: OPENS_AT,
  outcome: 'accepted',
  ...fields,
})
const told = (event: string) => [
  { side: 'plaintiff' as const, event, messageId: `<p-${event}>`, sent: true },
  { side: 'defendant' as const, event, messageId: `<d-${event}>`, sent: true },
]
const TOLD = ['opened', 'opening-closed', 'outcome'].flatMap(told)

const SOUND: FoundSession = {
  state: { phase: 'ended', opensAt: OPENS_AT, extensions: 0 },
  now: CLOSES_AT + 100,
  version: 4,
  matcherVersion: 4,
  nextDueAt: null,
  records: [
    record({ side: 'plaintiff', entryId: 'p1', key: 'key-p1', at: OPENS_AT + 1 }),
    record({ side: 'defendant', entryId: 'd1', key: 'key-d1', at: OPENS_AT + 2 }),
    record({ operation: 'close-of-opening', at: CLOSES_AT, outcome: 'no-deal' }),
    record({
      operation: 'accept-and-compare',
      side: 'plaintiff',
      entryId: 'p2',
      key: 'key-p2',
      at: CLOSES_AT + 9,
      outcome: 'deal',
    }),
  ],
  deals: [
    {
      at: CLOSES_AT + 9,
      numberCents: 160_00n,
      bonusCents: 8_00n,
      bonusTo: 'defendant',
      settlementCents: 152_00n,
    },
  ],
  entries: [
    { side: 'plaintiff', entryId: 'p1', at: OPENS_AT + 1 },
    { side: 'defendant', entryId: 'd1', at: OPENS_AT + 2 },
    { side: 'plaintiff', entryId: 'p2', at: CLOSES_AT + 9 },
  ],
  journal: [
    { chain: 'defendant', type: 'number-entered', entryId: 'd1' },
    { chain: 'plaintiff', type: 'number-entered', entryId: 'p1' },
    { chain: 'plaintiff', type: 'number-entered', entryId: 'p2' },
    { chain: 'shared', type: 'opened', entryId: null },
    { chain: 'shared', type: 'opening-closed', entryId: null },
    { chain: 'shared', type: 'deal-made', entryId: null },
  ],
  notices: TOLD,
  mails: TOLD,
}

const without = <T>(list: readonly T[], index: number) => list.toSpliced(index, 1)
const doubled = <T>(list: readonly T[], index: number) => [...list, ...list.slice(index, index + 1)]
const deal = (changes: Partial<FoundSession['deals'][number]>): Partial<FoundSession> => ({
  deals: SOUND.deals.map((found) => ({ ...found, ...changes })),
})
const recordAt = (
  index: number,
  changes: Partial<FoundSession['records'][number]>,
): Partial<FoundSession> => ({
  records: SOUND.records.map((found, at) => (at === index ? { ...found, ...changes } : found)),
})

describe('a session at rest', () => {
  it('has no faults when it is sound', () => {
    expect(findFaults(clients, SOUND)).toEqual([])
  })

  it.each<[string, Partial<FoundSession>]>([
    ['an entry is lost among the records', { records: without(SOUND.records, 1) }],
    ['an entry is lost among the entries', { entries: without(SOUND.entries, 2) }],
    ['an entry is there twice', { entries: doubled(SOUND.entries, 0) }],
    [
      'an entry nobody sent is there',
      {
        records: [
          ...SOUND.records.slice(0, 2),
          record({ side: 'plaintiff', entryId: 'x', key: 'x', at: OPENS_AT + 3 }),
          ...SOUND.records.slice(2),
        ],
      },
    ],
    [
      'the journal has another order',
      { journal: [2, 1, 0, 3, 4, 5].flatMap((at) => SOUND.journal[at] ?? []) },
    ],
    ['a due close was not made', { records: without(SOUND.records, 2) }],
    ['it was made at another instant', recordAt(2, { at: CLOSES_AT + 1 })],
    ['a match was passed over', recordAt(3, { outcome: 'accepted' })],
    ['a deal is lost', { deals: [] }],
    [
      'a deal lies outside of the numbers',
      deal({ numberCents: 150_00n, bonusCents: 7_50n, settlementCents: 142_50n }),
    ],
    ['a deal is of cents where units fit', deal({ numberCents: 160_01n, settlementCents: 152_01n })],
    ['the bonus is the mover’s', deal({ bonusTo: 'plaintiff', settlementCents: 168_00n })],
    ['the settlement amount is off by a cent', deal({ settlementCents: 152_01n })],
    ['an entry of opening came after its close', recordAt(1, { at: CLOSES_AT })],
    ['a side was told twice', { notices: doubled(SOUND.notices, 5) }],
    ['a side was not told', { notices: without(SOUND.notices, 5) }],
    ['a side has no mail', { mails: without(SOUND.mails, 4) }],
    ['the journal knows of no deal', { journal: without(SOUND.journal, 5) }],
  ])('is found out where %s', (_what, changes) => {
    expect(findFaults(clients, { ...SOUND, ...changes })).not.toEqual([])
  })

  it('tells no figure', () => {
    const faults = findFaults(clients, {
      ...SOUND,
      ...deal({ numberCents: 1n }),
      ...recordAt(3, { outcome: 'accepted' }),
    })
    expect(faults.join()).not.toMatch(/\d{3}/)
  })
})

describe('amid commands', () => {
  it('more may be there than was acknowledged, and nothing less', () => {
    const [plaintiff, defendant] = clients
    if (!plaintiff || !defendant) throw new Error('somebody is missing')
    const early = new Map([[plaintiff, plaintiff.acknowledged.slice(0, 1)]])
    expect(findLost(early, SOUND)).toEqual([])
    expect(findLost(remember(clients), { ...SOUND, records: without(SOUND.records, 3) })).not.toEqual([])
  })
})

describe('mail', () => {
  const received = (messageId: string, raw = messageId) => ({ to: '', raw, parsed: { messageId } }) as never
  const ids = SOUND.mails.map(({ messageId }) => messageId)
  const faultsOf = (mails: readonly never[], unanswered: readonly string[] = []) =>
    findMailFaults([SOUND], new Set(ids), mails, new Set(unanswered))

  it('may come twice with the same bytes, and has to come', () => {
    const all = ids.map((id) => received(id))
    expect(faultsOf(all)).toEqual([])
    expect(faultsOf([...all, received('<p-outcome>')])).toEqual([])
    expect(faultsOf(all.slice(1))).toHaveLength(1)
    expect(faultsOf([...all, received('<p-outcome>', 'other bytes')])).toHaveLength(1)
    expect(faultsOf([...all, received('<of nothing>')])).toHaveLength(1)
  })

  it('has to come again where its sender was not told that it came', () => {
    const all = ids.map((id) => received(id))
    expect(faultsOf(all, ['<p-outcome>'])).toHaveLength(1)
    expect(faultsOf([...all, received('<p-outcome>')], ['<p-outcome>'])).toEqual([])
  })
})

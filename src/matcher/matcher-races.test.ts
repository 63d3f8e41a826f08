import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startCuttingProxy } from '../../tests/support/cutting-proxy.ts'
import {
  commandOn,
  entryOn,
  type MatcherSession,
  newId,
  openMatcherSession,
  startTestMatcher,
  type TestMatcher,
} from '../../tests/support/test-matcher.ts'
import type { SeatId } from '../domain/ids.ts'
import { createCheckedMatcher, type MatcherTrouble } from './checked-matcher.ts'
import type { EntryRequest } from './protocol.ts'

let running: TestMatcher

beforeAll(async () => {
  running = await startTestMatcher()
})
afterAll(() => running.close())

const now = () => running.clock.now()

async function openAdjustment(seats?: MatcherSession['seats']): Promise<MatcherSession> {
  const session = await openMatcherSession(running, seats ? { seats } : {})
  await running.matcher.closeOfOpening(commandOn(session, { version: 0, at: now() }))
  return session
}

describe('calls at once', () => {
  test('at the same version: exactly one is recorded, and the others learn of it', async () => {
    const session = await openAdjustment()
    const requests: EntryRequest[] = []
    for (const side of ['plaintiff', 'defendant', 'plaintiff', 'defendant'] as const) {
      requests.push(await entryOn(session, side, 50_000n, { version: 1, at: now(), step: 'adjustment' }))
    }
    const answers = await Promise.all(requests.map((request) => running.matcher.acceptAndCompare(request)))
    const recorded = answers.filter((answer) => answer.kind === 'recorded')
    expect(recorded.length).toBe(1)
    const records = recorded.map((answer) => answer.record)
    for (const answer of answers) {
      if (answer.kind !== 'recorded')
        expect(answer).toEqual({ kind: 'version-mismatch', version: 2, records })
    }
  })

  test('both sides moving to a deal: one deal, made by one of them', async () => {
    const session = await openAdjustment()
    const enter = async (side: 'plaintiff' | 'defendant') => {
      let version = 1
      const request = await entryOn(session, side, 50_000n, { version, at: now(), step: 'adjustment' })
      for (;;) {
        const answer = await running.matcher.acceptAndCompare({ ...request, version })
        if (answer.kind !== 'version-mismatch') return answer
        version = answer.version
      }
    }
    const answers = await Promise.all([enter('plaintiff'), enter('defendant')])
    const outcomes = answers.map((answer) =>
      answer.kind === 'recorded' ? answer.record.outcome.kind : answer.kind,
    )
    expect(outcomes.sort()).toEqual(['accepted', 'deal'])
  })

  test('of one entry, twice: one record for both', async () => {
    const session = await openAdjustment()
    const request = await entryOn(session, 'plaintiff', 50_000n, {
      version: 1,
      at: now(),
      step: 'adjustment',
    })
    const [a, b] = await Promise.all([1, 2].map(() => running.matcher.acceptAndCompare(request)))
    expect(a?.kind).toBe('recorded')
    expect(b).toEqual(a)
  })

  test('a seat in two sessions keeps to its entry limit', async () => {
    const seats = { plaintiff: newId<SeatId>(), defendant: newId<SeatId>() }
    const sessions = [await openAdjustment(seats), await openAdjustment(seats)]
    const enterTen = async (session: MatcherSession) => {
      const kinds: string[] = []
      for (let version = 1; kinds.length < 10 && !kinds.includes('refused'); version += 1) {
        const request = await entryOn(session, 'plaintiff', 50_000n, {
          version,
          at: now(),
          step: 'adjustment',
        })
        kinds.push((await running.matcher.acceptAndCompare(request)).kind)
      }
      return kinds
    }
    const kinds = (await Promise.all(sessions.map(enterTen))).flat()
    expect(kinds.filter((kind) => kind === 'recorded').length).toBe(10)
    expect(kinds).toContain('refused')
  })
})

describe('a connection cut at the commit', () => {
  /** The matcher as the server has it, over a line that can be cut. */
  async function overProxy() {
    const proxy = await startCuttingProxy(running.database.matcherUrl)
    const { matcher, close } = await running.connect(proxy.url)
    const trouble: MatcherTrouble[] = []
    return {
      proxy,
      trouble,
      matcher: createCheckedMatcher(matcher, { onTrouble: (each) => trouble.push(each) }),
      async close() {
        await close()
        await proxy.close()
      },
    }
  }

  test('after the record, before the answer: the outcome is unknown, and a repeat gets the record', async () => {
    const session = await openAdjustment()
    const demand = await entryOn(session, 'plaintiff', 50_000n, { version: 1, at: now(), step: 'adjustment' })
    const offer = await entryOn(session, 'defendant', 50_000n, { version: 2, at: now(), step: 'adjustment' })
    const line = await overProxy()
    try {
      expect((await line.matcher.acceptAndCompare(demand)).kind).toBe('recorded')
      line.proxy.cutNextCommit('after')
      expect(await line.matcher.acceptAndCompare(offer)).toEqual({ kind: 'outcome-unknown' })
      expect(line.trouble).toMatchObject([{ operation: 'acceptAndCompare', answered: 'outcome-unknown' }])
      const since = await line.matcher.recordsSince({ sessionId: session.sessionId, version: 2 })
      const repeat = await line.matcher.acceptAndCompare(offer)
      expect(repeat).toMatchObject({
        kind: 'recorded',
        record: { entryId: offer.entryId, outcome: { kind: 'deal', dealNumberCents: '50000' } },
      })
      expect(since).toMatchObject({ records: [repeat.kind === 'recorded' ? repeat.record : null] })
    } finally {
      await line.close()
    }
  })

  test('before the commit reached the server: never a record, and a repeat is accepted as new', async () => {
    const session = await openAdjustment()
    const demand = await entryOn(session, 'plaintiff', 50_000n, { version: 1, at: now(), step: 'adjustment' })
    const line = await overProxy()
    try {
      line.proxy.cutNextCommit('before')
      // The caller cannot tell this from a lost answer.
      expect(await line.matcher.acceptAndCompare(demand)).toEqual({ kind: 'outcome-unknown' })
      const since = await line.matcher.recordsSince({ sessionId: session.sessionId, version: 1 })
      expect(since).toEqual({ kind: 'records', version: 1, records: [] })
      expect(await line.matcher.acceptAndCompare(demand)).toMatchObject({
        kind: 'recorded',
        record: { version: 2 },
      })
    } finally {
      await line.close()
    }
  })

  test('a database that cannot be reached: certainly nothing was recorded', async () => {
    const session = await openAdjustment()
    const demand = await entryOn(session, 'plaintiff', 50_000n, { version: 1, at: now(), step: 'adjustment' })
    const line = await overProxy()
    await line.proxy.close()
    expect(await line.matcher.acceptAndCompare(demand)).toEqual({ kind: 'unavailable' })
    expect(await line.matcher.recordsSince({ sessionId: session.sessionId, version: 1 })).toEqual({
      kind: 'unavailable',
    })
    await line.close()
  })
})

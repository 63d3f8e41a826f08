import fc from 'fast-check'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { SIDES } from '../../src/domain/side.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { type Act, observe, type World, withGrowingIds } from './observed-world.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer({ clusterUrl: inject('clusterUrl'), http: true, change: withGrowingIds })
})
afterAll(() => server.close())

/** Two worlds alike but for what the other side does with its number, up to a deal of the same figures. */
type Pair = { readonly kind: 'value' | 'activity'; readonly worlds: readonly [World, World] }

const PAIRS = 20
const SEED = 20_260_105
/** The deal number, in whole units, differs from what the observer enters last by so much. */
const OFF = 5
const LAST = 150_000
const MOVES_AT = 200

const times = (n: number) =>
  fc.uniqueArray(fc.integer({ min: 2, max: 180 }), { minLength: n, maxLength: n + 3 })
const act = fc.oneof(
  { weight: 4, arbitrary: fc.constant('enter' as const) },
  { weight: 1, arbitrary: fc.constant('withdraw' as const) },
)
const shared = fc.record({ t: fc.integer({ min: 2, max: 180 }), on: fc.boolean() })

const pairs: fc.Arbitrary<Pair> = fc
  .record({
    kind: fc.constantFrom('value' as const, 'activity' as const),
    observer: fc.constantFrom(...SIDES),
    moverIsObserver: fc.boolean(),
    ownTimes: times(2),
    otherTimes: fc.tuple(times(2), times(0)),
    kinds: fc.array(act, { minLength: 6, maxLength: 6 }),
    units: fc.tuple(
      fc.array(fc.integer({ min: 0, max: 90_000 }), { minLength: 6, maxLength: 6 }),
      fc.array(fc.integer({ min: 0, max: 90_000 }), { minLength: 6, maxLength: 6 }),
    ),
    overlaps: fc.tuple(fc.integer({ min: 10, max: 900 }), fc.integer({ min: 10, max: 900 })),
    switches: fc.array(shared, { maxLength: 2 }),
  })
  .map((drawn) => {
    const { kind, observer } = drawn
    const isPlaintiff = observer === 'plaintiff'
    // Far from each other until the last move: demands from 300,000 on, offers to 100,000.
    const base = { own: isPlaintiff ? 300_000 : 10_000, other: isPlaintiff ? 10_000 : 300_000 }
    const actsOf = (at: readonly number[], from: number, units: readonly number[]): Act[] =>
      at.map((t, index) =>
        drawn.kinds[index % 6] === 'withdraw'
          ? { t, type: 'withdraw' }
          : { t, type: 'enter', units: from + (units[index % 6] ?? 0) },
      )
    const switches: Act[] = drawn.switches.map(({ t, on }) => ({ t, type: 'keep-running', on }))
    const world = (n: 0 | 1): World => {
      const overlap = drawn.overlaps[n]
      const last: Act = { t: drawn.moverIsObserver ? MOVES_AT : 190, type: 'enter', units: LAST }
      const crossing: Act = {
        t: drawn.moverIsObserver ? 190 : MOVES_AT,
        type: 'enter',
        units: isPlaintiff ? LAST + overlap : LAST - overlap,
      }
      const at = drawn.otherTimes[kind === 'activity' ? n : 0]
      return {
        observer,
        own: [...actsOf(drawn.ownTimes, base.own, drawn.units[0]), last],
        others: [...actsOf(at, base.other, drawn.units[n]), ...switches, crossing],
        draw: isPlaintiff ? OFF : overlap - OFF,
      }
    }
    return { kind, worlds: [world(0), world(1)] }
  })

test.each(
  fc.sample(pairs, { seed: SEED, numRuns: PAIRS }).map((pair, index) => [index, pair.kind, pair] as const),
)(
  `pair %i (%s): every byte that the observer receives is the same (seed ${SEED})`,
  async (_index, _kind, { worlds }) => {
    const [one, other] = [await observe(server, worlds[0]), await observe(server, worlds[1])]
    // Not in vain: the deal was made, and seen.
    expect(one.some((each) => each.includes('dealNumberCents'))).toBe(true)
    expect(firstDifference(one, other)).toBeNull()
  },
)

/** Around the first byte that differs; null where none does. */
function firstDifference(one: readonly string[], other: readonly string[]): readonly string[] | null {
  const index = one.findIndex((each, n) => each !== other[n])
  if (index === -1) return one.length === other.length ? null : [`${one.length} and ${other.length} items`]
  const [a, b] = [one[index] ?? '', other[index] ?? '']
  let at = 0
  while (a[at] === b[at]) at += 1
  return [a, b].map((each) => `${each.slice(0, 60)} … ${each.slice(Math.max(0, at - 80), at + 80)}`)
}

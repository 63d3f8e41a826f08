import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  commandOn,
  entryOn,
  type MatcherSession,
  openMatcherSession,
  startTestMatcher,
  type TestMatcher,
  withdrawalOn,
} from '../../tests/support/test-matcher.ts'
import { SIDES, type Side } from '../domain/side.ts'
import type { CommandResponse, EntryResponse, MatcherRecord, Outcome } from './protocol.ts'

let running: TestMatcher

beforeAll(async () => {
  running = await startTestMatcher()
})
afterAll(() => running.close())

type Act =
  | { readonly type: 'enter'; readonly side: Side; readonly cents: bigint }
  | { readonly type: 'withdraw'; readonly side: Side }
  | { readonly type: 'keep-out' }
  | { readonly type: 'close' }
  | { readonly type: 'end' }

/** The rules in a few lines, on numbers in the clear: what a session's acts come to, one after the other. */
class Model {
  step: 'opening' | 'adjustment' | 'ended' = 'opening'
  version = 0
  readonly #standing: Partial<Record<Side, bigint>> = {}
  readonly #accepted = { plaintiff: 0, defendant: 0 }

  /** What the matcher must record; a refusal's code; or null for what a caller at this version never asks. */
  act(act: Act): Outcome | string | null {
    if (this.step === 'ended') return null
    switch (act.type) {
      case 'enter': {
        if (act.cents < 100n || act.cents > 10n ** 12n) return 'number-out-of-range'
        if (this.#accepted[act.side] === 10) return 'entry-limit'
        this.#accepted[act.side] += 1
        this.#standing[act.side] = act.cents
        return this.#record(this.step === 'adjustment' ? this.#deal() : null, { kind: 'accepted' })
      }
      case 'withdraw':
        if (this.#standing[act.side] === undefined) return null
        delete this.#standing[act.side]
        return this.#record(null, { kind: 'withdrawn' })
      case 'keep-out':
        return this.#record(null, { kind: 'kept-out' })
      case 'close': {
        if (this.step !== 'opening') return null
        this.step = 'adjustment'
        return this.#record(this.#deal(), { kind: 'no-deal' })
      }
      case 'end':
        this.step = 'ended'
        return this.#record(null, { kind: 'ended' })
    }
  }

  /** With a draw that always answers 0: the lowest whole dollar in the overlap, else the demand itself. */
  #deal(): Outcome | null {
    const { plaintiff: demand, defendant: offer } = this.#standing
    if (demand === undefined || offer === undefined || offer < demand) return null
    const lowestDollar = demand % 100n === 0n ? demand : demand - (demand % 100n) + 100n
    const deal = demand === offer || lowestDollar > offer ? demand : lowestDollar
    return { kind: 'deal', dealNumberCents: deal.toString() }
  }

  #record(deal: Outcome | null, otherwise: Outcome): Outcome {
    this.version += 1
    if (deal) this.step = 'ended'
    return deal ?? otherwise
  }
}

async function send(session: MatcherSession, act: Act, { version, step }: Model) {
  const { matcher, clock } = running
  const options = { version, at: clock.now(), step: step === 'opening' ? step : ('adjustment' as const) }
  switch (act.type) {
    case 'enter': {
      const entry = await entryOn(session, act.side, act.cents, options)
      return () => (step === 'opening' ? matcher.accept(entry) : matcher.acceptAndCompare(entry))
    }
    case 'withdraw': {
      const withdrawal = withdrawalOn(session, act.side, options)
      return () => matcher.withdrawOrVoid(withdrawal)
    }
    case 'keep-out': {
      const keepOut = commandOn(session, options)
      return () => matcher.keepOut(keepOut)
    }
    case 'close': {
      const close = commandOn(session, options)
      return () => matcher.closeOfOpening(close)
    }
    case 'end': {
      const end = { ...commandOn(session, options), by: null }
      return () => matcher.end(end)
    }
  }
}

const anySide = fc.constantFrom(...SIDES)
/** Close together, so that many meet; some out of range. */
const anyCents = fc.oneof(fc.bigInt({ min: 98n, max: 450n }), fc.constantFrom(10n ** 12n, 10n ** 12n + 1n))
const anyAct: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({ type: fc.constant('enter' as const), side: anySide, cents: anyCents }),
  },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('withdraw' as const), side: anySide }) },
  { weight: 1, arbitrary: fc.constant({ type: 'keep-out' as const }) },
  { weight: 2, arbitrary: fc.constant({ type: 'close' as const }) },
  { weight: 1, arbitrary: fc.constant({ type: 'end' as const }) },
)

test('any acts, each sent up to three times at once, come to what the rules say, and are kept', async () => {
  const acts = fc.array(fc.tuple(anyAct, fc.integer({ min: 1, max: 3 })), { minLength: 1, maxLength: 26 })
  await fc.assert(
    fc.asyncProperty(acts, async (script) => {
      const session = await openMatcherSession(running)
      const model = new Model()
      const kept: MatcherRecord[] = []
      for (const [act, times] of script) {
        const call = await send(session, act, model)
        const expected = model.act(act)
        if (expected === null) continue
        const answers: (EntryResponse | CommandResponse)[] = await Promise.all(
          Array.from({ length: times }, call),
        )
        for (const answer of answers) {
          if (typeof expected === 'string') expect(answer).toMatchObject({ kind: 'refused', code: expected })
          else expect(answer).toMatchObject({ record: { version: model.version, outcome: expected } })
        }
        const [first] = answers
        if (first?.kind === 'recorded') kept.push(first.record)
        running.clock.advance(1)
      }
      const { sessionId } = session
      expect(await running.matcher.recordsSince({ sessionId, version: 0 })).toEqual({
        kind: 'records',
        version: model.version,
        records: kept,
      })
    }),
    { numRuns: 60 },
  )
})

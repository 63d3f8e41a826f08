import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { kindOf, openPairRunner, type PairRunner } from './run-pairs.ts'
import type { PairKind } from './world.ts'

/** Those of `npm test`; `npm run secrecy -- --pairs N` plays more. */
const PAIRS = 200
const SEED = 20_260_105
/** Only to end what never ends: the first pair starts the server, and a busy machine takes minutes. */
const LIMIT_MS = 600_000

/** A test for each pair of this kind among the pairs of the test run. */
export function testPairs(kind: PairKind): void {
  let runner: PairRunner
  beforeAll(() => {
    runner = openPairRunner(inject('clusterUrl'))
  })
  afterAll(() => runner.close())

  const indexes = Array.from({ length: PAIRS }, (_, index) => index).filter((each) => kindOf(each) === kind)
  describe(`two worlds of kind ${kind} look the same to the byte (seed ${SEED})`, () => {
    test.each(indexes)('pair %i', { timeout: LIMIT_MS }, async (index) => {
      const { compared } = await runner.run(SEED, index, kind)
      expect(compared.items).toBeGreaterThan(5)
      expect(compared.difference).toBeNull()
    })
  })
}

import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openFuzzed } from './open-fuzzed.ts'

/** A short look; `npm run fuzz` sends as many as are asked for. */
const REQUESTS = 2_000
const SEED = 7

let fuzzed: Awaited<ReturnType<typeof openFuzzed>>

beforeAll(async () => {
  fuzzed = await openFuzzed(inject('clusterUrl'))
})
afterAll(() => fuzzed.close())

test(`${REQUESTS} hostile requests find no fault of the server and no number (seed ${SEED})`, async () => {
  const { findings, statuses } = await fuzzed.fuzz({ requests: REQUESTS, seed: SEED })
  expect(findings).toEqual([])
  // Not in vain: much is refused, and much gets through to what it asks for.
  expect(Object.keys(statuses).length).toBeGreaterThan(4)
}, 600_000)

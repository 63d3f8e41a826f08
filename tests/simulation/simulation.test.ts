import { describe, expect, inject, test } from 'vitest'
import { simulate } from './simulate.ts'
import type { Simulated } from './simulate-matter.ts'

/** Printed with every failure: the same seed plays the same matter again. */
const SEED = 'npm-test'
const MATTERS = 300
/** Only to end a run that stands still, however slow the machine. */
const GIVE_UP_MS = 600_000

const seeds = (count: number) => Array.from({ length: count }, (_, index) => `${SEED}/${index + 1}`)

describe('the server under faults', () => {
  test(
    `keeps every invariant in ${MATTERS} simulated matters`,
    async () => {
      const failed: Simulated[] = []
      await simulate(inject('clusterUrl'), seeds(MATTERS), (simulated) => {
        if (simulated.failure !== null) failed.push(simulated)
      })
      for (const { seed, trace } of failed) {
        console.error(`${trace.lines.join('\n')}\nplay it again: npm run simulate -- --only ${seed}`)
      }
      expect(failed.map(({ seed, failure }) => [seed, String(failure)])).toEqual([])
    },
    GIVE_UP_MS,
  )

  test('plays the same seed to the byte', async () => {
    const traces: string[][] = [[], []]
    for (const played of traces) {
      await simulate(inject('clusterUrl'), seeds(6), ({ trace }) => played.push(trace.lines.join('\n')))
    }
    const [first, second] = traces.map((played) => played.toSorted())
    expect(first?.join('').length).toBeGreaterThan(10_000)
    expect(second).toEqual(first)
  })
})

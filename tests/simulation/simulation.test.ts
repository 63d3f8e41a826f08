import { describe, expect, inject, test } from 'vitest'
import { simulate } from './simulate.ts'
import type { Played } from './simulate-worker.ts'

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
      const failed: Played[] = []
      await simulate(inject('clusterUrl'), seeds(MATTERS), (played) => {
        if (played.failure !== null) failed.push(played)
      })
      for (const { seed, lines } of failed) {
        console.error(`${lines.join('\n')}\nplay it again: npm run simulate -- --only ${seed}`)
      }
      expect(failed.map(({ seed, failure }) => [seed, failure])).toEqual([])
    },
    GIVE_UP_MS,
  )

  test(
    'plays the same seed to the byte',
    async () => {
      const traces: string[][] = [[], []]
      for (const played of traces) {
        await simulate(inject('clusterUrl'), seeds(4), ({ lines }) => played.push(lines.join('\n')))
      }
      const [first, second] = traces.map((played) => played.toSorted())
      expect(first?.join('').length).toBeGreaterThan(10_000)
      expect(second).toEqual(first)
    },
    GIVE_UP_MS,
  )
})

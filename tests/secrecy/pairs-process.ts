import { startTestCluster } from '../support/cluster.ts'
import { openPairRunner } from './run-pairs.ts'
import type { PairKind } from './world.ts'

/** What `pairs-in-parallel.ts` asks of one of its processes, and what it answers. */
export type PairWork =
  | { readonly kind: 'pair'; readonly seed: number; readonly index: number; readonly pairKind: PairKind }
  | { readonly kind: 'end' }

export type PairDone =
  | { readonly kind: 'ready' }
  | {
      readonly kind: 'done'
      readonly index: number
      /** Of what kind the pair is. */
      readonly words: string
      readonly difference: string | null
    }
  /** It could not be played to its end. */
  | { readonly kind: 'failed'; readonly index: number; readonly words: string }

const [clusterUrl] = process.argv.slice(2)
const own = clusterUrl === undefined ? await startTestCluster() : null
const runner = openPairRunner(clusterUrl ?? own?.ownerUrl ?? '')
const answer = (done: PairDone) => process.send?.(done)

process.on('message', async (work: PairWork) => {
  if (work.kind === 'end') {
    await runner.close()
    await own?.stop()
    process.disconnect()
    return
  }
  const { seed, index, pairKind } = work
  try {
    const { pair, compared } = await runner.run(seed, index, pairKind)
    const words = `${pair.kind}, seen by ${pair.observer}, ${pair.plan}`
    answer({ kind: 'done', index, words, difference: compared.difference?.words ?? null })
  } catch (error) {
    answer({ kind: 'failed', index, words: error instanceof Error ? (error.stack ?? '') : String(error) })
  }
})
answer({ kind: 'ready' })

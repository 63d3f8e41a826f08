import { type Compared, comparingPairs } from './compare-pair.ts'
import { generatedPair, groupOf } from './generated-pair.ts'
import type { Pair, PairKind } from './world.ts'
import { startWorldServer } from './world-server.ts'

/** Of five groups two are of values, two of activity, one of the operator's. */
const KINDS: readonly PairKind[] = ['value', 'activity', 'operator', 'value', 'activity']

export function kindOf(index: number): PairKind {
  return KINDS[groupOf(index) % KINDS.length] ?? 'value'
}

export type PairRunner = {
  /** The pair of this number under this seed. */
  run(
    seed: number,
    index: number,
    kind: PairKind,
  ): Promise<{ readonly pair: Pair; readonly compared: Compared }>
  close(): Promise<void>
}

/** Compares pairs one after another, on a server that is started when it is first needed. */
export function openPairRunner(clusterUrl: string): PairRunner {
  const start = async () => {
    const server = await startWorldServer(clusterUrl)
    return { server, compare: comparingPairs(server) }
  }
  let started: ReturnType<typeof start> | null = null
  return {
    async run(seed, index, kind) {
      const pair = generatedPair(seed, index, kind)
      started ??= start()
      const { compare } = await started
      return { pair, compared: await compare(pair) }
    },
    async close() {
      await (await started)?.server.close()
    },
  }
}

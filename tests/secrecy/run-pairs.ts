import { type Compared, comparePair } from './compare-pair.ts'
import { generatedPair } from './generated-pair.ts'
import type { Pair, PairKind } from './world.ts'
import { startWorldServer, type WorldServer } from './world-server.ts'

/** Of five pairs two are of values, two of activity, one of the operator's. */
const KINDS: readonly PairKind[] = ['value', 'activity', 'operator', 'value', 'activity']

export function kindOf(index: number): PairKind {
  return KINDS[index % KINDS.length] ?? 'value'
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
  let server: Promise<WorldServer> | null = null
  return {
    async run(seed, index, kind) {
      const pair = generatedPair(seed, index, kind)
      server ??= startWorldServer(clusterUrl)
      return { pair, compared: await comparePair(await server, pair) }
    },
    async close() {
      await (await server)?.close()
    },
  }
}

import type { Services } from '../../src/server/services.ts'
import type { Links } from '../access/world.ts'
import { recordLinks } from '../support/matter-builders.ts'
import { startTestServer } from '../support/test-server.ts'
import { type Fuzzed, type FuzzRun, fuzzServer } from './fuzz-server.ts'

/** A server to send hostile requests to, with faults planted into its use cases where a test wants them found. */
export async function openFuzzed(clusterUrl: string, plant?: (services: Services) => Services) {
  let links: Links | undefined
  const server = await startTestServer({
    clusterUrl,
    http: true,
    change: (ctx) => {
      links = recordLinks(ctx)
      return links.ctx
    },
    ...(plant && { changeServices: plant }),
  })
  return {
    fuzz(run: FuzzRun): Promise<Fuzzed> {
      if (!links) throw new Error('the server was not composed')
      return fuzzServer(server, links, run)
    },
    close: () => server.close(),
  }
}

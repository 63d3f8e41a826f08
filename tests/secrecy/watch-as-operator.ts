import { dumpTables } from './operator-dump.ts'
import { inOneText, rawRequest } from './raw-request.ts'
import type { Seen, Watch } from './watch.ts'
import type { WorldServer } from './world-server.ts'

/** Who reads the database as its superuser, the log and the metrics. */
export function watchAsOperator(world: WorldServer): Watch {
  const seen: Seen[] = []
  const sealed: string[] = []
  return {
    seen,
    sealed,
    // What a side was answered is not the operator's.
    saw: () => {},
    async look(at, looks) {
      for (const line of world.takeLog()) seen.push({ at, label: 'log', text: line })
      for (const job of world.takeJobs()) seen.push({ at, label: 'job', text: job })
      if (looks.every(({ what }) => what !== 'pages')) return
      for (const { table, rows, sealed: found } of await dumpTables(world.owner)) {
        seen.push({ at, label: `rows of ${table}`, text: rows.join('\n') })
        sealed.push(...found.filter((each) => !world.sealedBefore.has(each)))
      }
      world.chance.use(`metrics/${at}`)
      const metrics = await rawRequest(`${world.server.url}/metrics`, { headers: new Headers() })
      seen.push({ at, label: 'metrics', text: inOneText(metrics) })
    },
    close: () => {},
  }
}

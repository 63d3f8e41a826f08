import { setTimeout } from 'node:timers/promises'
import type { Cluster } from './cluster.ts'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'
import { findPostmasterPid, isPostmaster } from './postmaster-pid.ts'

const STOP_TIMEOUT_S = 60
const ENDING_PAUSE_MS = 20

/**
 * Stops the server if it runs. `fast` ends the connections and leaves nothing to recover; where that does not come to
 * an end, `immediate` does, and the next start recovers as after a crash.
 */
export async function stopServer({ layout, run }: Cluster): Promise<void> {
  for (const mode of ['fast', 'immediate']) {
    // pg_ctl sends its signal to whatever process has the recorded id: never without this check.
    const server = await findPostmasterPid(layout.data)
    if (server === null || !(await isPostmaster(server.pid, layout.data))) return
    const { exitCode } = await run('pg_ctl', [
      ...['stop', '-D', layout.data, '-m', mode, '-w', '-s', '-t', String(STOP_TIMEOUT_S)],
    ])
    if (exitCode !== 0) continue
    // pg_ctl is content when postmaster.pid is gone, which is just before the process ends.
    while (await isPostmaster(server.pid, layout.data)) await setTimeout(ENDING_PAUSE_MS)
    return
  }
  throw new EmbeddedPostgresError(`The database in ${layout.data} could not be stopped.`)
}

import type { Cluster } from './cluster.ts'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'
import { findPostmasterPid, isPostmaster } from './postmaster-pid.ts'

const STOP_TIMEOUT_S = 60

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
    if (exitCode === 0) return
  }
  throw new EmbeddedPostgresError(`The database in ${layout.data} could not be stopped.`)
}

import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { Cluster, Server } from './cluster.ts'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'
import { hasCode } from './files.ts'
import { withOwnerConnection } from './owner-connection.ts'
import { findArguments, findPostmasterPid, isPostmaster, removePostmasterPid } from './postmaster-pid.ts'
import { serverArguments } from './server-arguments.ts'
import { startServer } from './start-server.ts'
import { stopServer } from './stop-server.ts'

const ANSWER_TIMEOUT_MS = 60_000
const ANSWER_PAUSE_MS = 200

/**
 * A server of the cluster that answers: the one that outlived a killed process of ours, if it runs as we would start
 * it; else a fresh one, on the given port, or for null on a free one.
 */
export async function ensureServer(cluster: Cluster, port: number | null): Promise<Server> {
  const { data } = cluster.layout
  const found = await findPostmasterPid(data)
  if (found !== null && (await isPostmaster(found.pid, data))) {
    const answers = await waitForAnswer(cluster, found)
    if (answers && (port ?? found.port) === found.port && (await runsAsWanted(cluster, found))) {
      cluster.log(`Using the database that is still running (process ${found.pid})`)
      return found
    }
    if (answers || process.platform === 'linux') await stopServer(cluster)
  }
  await removePostmasterPid(data)
  return await startServer(cluster, port)
}

/** False if it has ended meanwhile, or has not answered within a minute, or is the server of another folder. */
async function waitForAnswer(cluster: Cluster, server: Server): Promise<boolean> {
  const { data } = cluster.layout
  const address = { port: server.port, ownerPassword: cluster.ownerPassword }
  const deadline = AbortSignal.timeout(ANSWER_TIMEOUT_MS)
  while (!deadline.aborted) {
    try {
      const shown = await withOwnerConnection(address, 'postgres', (client) =>
        client.query<{ data_directory: string }>('show data_directory'),
      )
      return shown.rows[0]?.data_directory === data
    } catch (error) {
      if (hasCode(error, WRONG_PASSWORD)) {
        throw new EmbeddedPostgresError(
          `The running database in ${data} does not take the password in ${cluster.layout.ownerPassword}.`,
        )
      }
    }
    if (!(await isPostmaster(server.pid, data))) return false
    await setTimeout(ANSWER_PAUSE_MS)
  }
  return false
}

const WRONG_PASSWORD = '28P01'

/** Not with other settings, nor with the binaries of an earlier version. Where arguments are not shown, we trust it. */
async function runsAsWanted({ layout, binaries, settings }: Cluster, server: Server): Promise<boolean> {
  const args = await findArguments(server.pid)
  const wanted = [
    join(binaries.folder, 'postgres'),
    '-D',
    layout.data,
    ...serverArguments(server.port, settings),
  ]
  return args === null ? process.platform !== 'linux' : isDeepStrictEqual(args, wanted)
}

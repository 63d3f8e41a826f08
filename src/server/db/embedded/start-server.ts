import { setTimeout } from 'node:timers/promises'
import type { Cluster, Server } from './cluster.ts'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'
import { endOrphans } from './end-orphans.ts'
import { freePorts } from './free-port.ts'
import { findPostmasterPid } from './postmaster-pid.ts'
import { quoteForShell, serverArguments } from './server-arguments.ts'
import { openServerLog } from './server-log.ts'

/** Recovery after a crash may take minutes with much data. */
const START_TIMEOUT_S = 600

const STILL_IN_USE_ATTEMPTS = 40
const STILL_IN_USE_PAUSE_MS = 250
/** So many refusals are left to the children's own notice, before they are ended. */
const PATIENT_ATTEMPTS = 3

/** Starts the server on that port, or on a free one for null. */
export async function startServer(cluster: Cluster, port: number | null): Promise<Server> {
  const ports = port === null ? freePorts(cluster.layout.folder) : [port]
  for await (const candidate of ports) {
    const started = await startOn(cluster, candidate)
    if (started !== 'port-taken') return started
  }
  throw new EmbeddedPostgresError(
    `The database could not be started: port ${port ?? ''} of 127.0.0.1 is taken.`,
  )
}

async function startOn(cluster: Cluster, port: number): Promise<Server | 'port-taken'> {
  const { layout, run, settings } = cluster
  for (let attempt = 1; ; attempt++) {
    const log = await openServerLog(layout)
    const { exitCode, output } = await run('pg_ctl', [
      ...['start', '-D', layout.data, '-w', '-s', '-t', String(START_TIMEOUT_S), '-l', layout.serverLog],
      ...['-o', quoteForShell(serverArguments(port, settings))],
    ])
    if (exitCode === 0) {
      const server = await findPostmasterPid(layout.data)
      if (server !== null) return server
    }
    const said = await log.readNew()
    // Lost a race for the port since it was found free.
    if (/could not (bind|create any TCP)/.test(said)) return 'port-taken'
    // Children of a server that was killed hold its memory until they notice, which takes them a moment.
    if (!/still in use/.test(said) || attempt === STILL_IN_USE_ATTEMPTS) {
      throw new EmbeddedPostgresError(`The database could not be started: ${said || output}`)
    }
    if (attempt >= PATIENT_ATTEMPTS) await endOrphans(layout.data)
    await setTimeout(STILL_IN_USE_PAUSE_MS)
  }
}

import { join } from 'node:path'
import type { OsUser } from './database-user.ts'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'
import { hasCode } from './files.ts'
import type { Binaries } from './install-binaries.ts'
import { type Invocation, type Outcome, runProgram } from './run-program.ts'

/** Runs one of PostgreSQL's programs, to its end, as the user that PostgreSQL runs as. */
export type RunPostgresProgram = (name: 'initdb' | 'pg_ctl' | 'postgres', args: string[]) => Promise<Outcome>

type Route = (invocation: Invocation) => Invocation

/** Finds out, by trying, how that user can run the programs. `user` is null for the one we are ourselves. */
export async function findWayToRun(
  binaries: Binaries,
  user: OsUser | null,
  log: (line: string) => void,
): Promise<RunPostgresProgram> {
  const postgres = { program: join(binaries.folder, 'postgres'), args: ['--version'] }
  const direct: Route = (invocation) => (user === null ? invocation : { ...invocation, user })

  const tried = await tryToRun(direct(postgres))
  if (tried === 'works') return along(direct, binaries)
  if (user === null || tried !== 'out-of-reach') throw cannotRun(binaries, tried)

  const privileged: Route = (invocation) => throughSetpriv(invocation, user)
  const retried = await tryToRun(privileged(postgres))
  if (retried !== 'works') {
    throw new EmbeddedPostgresError(
      `PostgreSQL does not run as root, and the user it would run as (uid ${user.uid}) cannot reach ` +
        `${binaries.folder} (${reasonOf(retried)}). ` +
        'Move the checkout to a folder whose parents that user may enter, or start as another user.',
    )
  }
  log(
    `PostgreSQL runs as uid ${user.uid}, to whom the way to ${binaries.folder} is closed. It is given the capability ` +
      'dac_override, with which it could read any file. Open the parent folders (chmod o+x) to do without.',
  )
  return along(privileged, binaries)
}

function along(route: Route, binaries: Binaries): RunPostgresProgram {
  return (name, args) => runProgram(route({ program: join(binaries.folder, name), args }))
}

async function tryToRun(invocation: Invocation): Promise<'works' | 'out-of-reach' | Error> {
  try {
    const { exitCode, output } = await runProgram(invocation)
    return exitCode === 0 ? 'works' : new Error(output)
  } catch (error) {
    if (hasCode(error, 'EACCES')) return 'out-of-reach'
    if (error instanceof Error) return error
    throw error
  }
}

function cannotRun(binaries: Binaries, cause: Error | 'out-of-reach'): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    `The embedded PostgreSQL in ${binaries.folder} does not run on this machine (${reasonOf(cause)}). ` +
      'Set DATABASE_URL to a PostgreSQL 15 or later.',
  )
}

function reasonOf(cause: Error | 'out-of-reach'): string {
  return cause instanceof Error ? cause.message : 'it may not be executed there'
}

/**
 * Below a parent that only root may enter, another user cannot even reach its own data. `setpriv` gives it the one
 * capability that passes closed folders and takes away all else. `no_setuid_fixup` keeps the capability when the uid
 * changes; without it initdb fails.
 */
function throughSetpriv({ program, args }: Invocation, { uid, gid }: OsUser): Invocation {
  const only = '-all,+dac_override'
  return {
    program: 'setpriv',
    args: [
      ...['--reuid', String(uid), '--regid', String(gid), '--clear-groups'],
      ...['--inh-caps', only, '--ambient-caps', only, '--bounding-set', only],
      ...['--securebits', '+no_setuid_fixup', '--no-new-privs', '--'],
      program,
      ...args,
    ],
  }
}

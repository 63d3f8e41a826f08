import { realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { MatcherSettings } from './settings.ts'

const ROOT = join(import.meta.dirname, '../..')

/** What pg reads besides: certificates that the database's address names. */
const FILES_OF_ADDRESS = ['sslrootcert', 'sslcert', 'sslkey']

/** Where Node has a rule for the network (from 25 on), it is closed unless this is said. */
const NETWORK = ['--allow-net'].filter((flag) => process.allowedNodeEnvironmentFlags.has(flag))

export type Command = { readonly program: string; readonly args: readonly string[] }

/**
 * Runs `entry` under Node's permission model: it reads the code, its key folder and its socket's, writes those two, and
 * starts no program, no thread and no inspector. Without core dumps, in which keys and numbers would lie. The folders
 * have to be there.
 *
 * The permission model knows no addresses: the network is open, or closed to the database too. The matcher opens
 * connections to its database alone; who wants that enforced sets a firewall rule for its user.
 */
export function confinedCommand(entry: string, settings: MatcherSettings): Command {
  const { keyFolder, socketPath, databaseUrl } = settings
  const folders = [keyFolder, ...(socketPath === undefined ? [] : [dirname(socketPath)])].flatMap(
    alsoByRealPath,
  )
  const code = ['src', 'node_modules', 'package.json'].flatMap((name) => alsoByRealPath(join(ROOT, name)))
  const { searchParams } = new URL(databaseUrl)
  const certificates = FILES_OF_ADDRESS.flatMap((name) => searchParams.get(name) ?? [])
  const node = [
    '--permission',
    ...[...code, ...folders, ...certificates].map((path) => `--allow-fs-read=${path}`),
    ...folders.map((path) => `--allow-fs-write=${path}`),
    '--disable-sigusr1',
    ...NETWORK,
    entry,
  ]
  if (process.platform === 'win32') return { program: process.execPath, args: node }
  return {
    program: '/bin/sh',
    args: ['-c', 'ulimit -c 0 && exec "$@"', 'sh', process.execPath, ...node],
  }
}

/** Node looks at the path as given and, for modules, at where its links lead. */
function alsoByRealPath(path: string): string[] {
  return [...new Set([path, realpathSync(path)])]
}

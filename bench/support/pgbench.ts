import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

export type Floor = { readonly perSecond: number; readonly latencyMs: number }

export type FloorOptions = {
  readonly ownerUrl: string
  /** Files of statements; a transaction of the floor is one of each, in order. */
  readonly scripts: readonly string[]
  readonly clients: number
  readonly seconds: number
  readonly variables: Readonly<Record<string, number>>
}

/** Where pgbench is; null where it is not (Debian has it in `postgresql-contrib`). */
export async function findPgbench(): Promise<string | null> {
  const folders = (process.env.PATH ?? '').split(':')
  const debian = '/usr/lib/postgresql'
  if (existsSync(debian)) {
    for (const version of await readdir(debian)) folders.push(join(debian, version, 'bin'))
  }
  return folders.map((folder) => join(folder, 'pgbench')).find((path) => existsSync(path)) ?? null
}

/** Prepared statements, no vacuum: nothing but the scripts, over and over, each client after its last answer. */
export async function runPgbench(program: string, options: FloorOptions): Promise<Floor> {
  const { ownerUrl, scripts, clients, seconds, variables } = options
  const { hostname, port, username, password, pathname } = new URL(ownerUrl)
  const given = Object.entries(variables).flatMap(([name, value]) => ['-D', `${name}=${value}`])
  const args = ['-n', '-M', 'prepared', '-c', `${clients}`, '-T', `${seconds}`, ...given]
  for (const script of scripts) args.push('-f', script)
  const { stdout } = await run(program, [...args, pathname.slice(1)], {
    env: { PGHOST: hostname, PGPORT: port, PGUSER: username, PGPASSWORD: decodeURIComponent(password) },
  })
  const perSecond = Number(/^tps = ([\d.]+)/m.exec(stdout)?.[1])
  const latencyMs = Number(/^latency average = ([\d.]+)/m.exec(stdout)?.[1])
  const failed = Number(/^number of failed transactions: (\d+)/m.exec(stdout)?.[1] ?? 0)
  if (!(perSecond > 0) || failed > 0) throw new Error(`pgbench:\n${stdout}`)
  return { perSecond, latencyMs }
}

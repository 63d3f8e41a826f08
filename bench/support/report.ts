import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { query } from './installation.ts'

/** What a part found: lines of Markdown under its title. */
export type Section = { readonly title: string; readonly lines: readonly string[] }

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map((_, index) => (index === 0 ? '---' : '---:'))), ...rows.map(line)]
}

export function ms(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)} ms`
}

export function ratio(value: number): string {
  return value.toFixed(2)
}

/** Cores, memory and versions, in one paragraph. */
export async function machineInWords(ownerUrl: string): Promise<string> {
  const [cpu] = cpus()
  const [row] = await query<{ version: string }>(ownerUrl, `select split_part(version(), ' ', 2) as version`)
  const commit = execFileSync('git', ['log', '-1', '--format=%h'], { encoding: 'utf8' }).trim()
  const versionOf = (name: string) => {
    const file = join(import.meta.dirname, '../../node_modules', name, 'package.json')
    return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
  }
  const packages = ['hono', 'kysely', 'pg', 'react-router', '@hpke/core'].map(
    (name) => `${name} ${versionOf(name)}`,
  )
  return (
    `${cpus().length} cores (${cpu?.model.trim() || 'unnamed'}), ${Math.round(totalmem() / 2 ** 30)} GiB of memory, ` +
    `Node ${process.version}, PostgreSQL ${row?.version} (embedded, fsync on), ${packages.join(', ')}; commit ${commit}.`
  )
}

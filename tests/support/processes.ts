import { readdir, readFile } from 'node:fs/promises'

type Fits = (args: readonly string[], pid: number, parent: number) => boolean

/** Linux alone shows them so. */
export async function listProcesses(fits: Fits): Promise<readonly number[]> {
  const found: number[] = []
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const line = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '')
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '')
    // The name of the program stands in parentheses and may hold anything.
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
    if (line !== '' && fits(line.split('\0'), Number(name), parent)) found.push(Number(name))
  }
  return found
}

/** Those processes and all that they, and theirs, have started. */
export async function withDescendants(pids: readonly number[]): Promise<readonly number[]> {
  const children = await listProcesses((_args, _pid, parent) => pids.includes(parent))
  return children.length === 0 ? pids : [...pids, ...(await withDescendants(children))]
}

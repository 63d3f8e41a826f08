import { readdirSync, readFileSync } from 'node:fs'

/** Clock ticks a second in /proc: 100 on every Linux that Node runs on. */
const TICK_MS = 10

/**
 * The processor time that a process and those it started have taken so far, in milliseconds, whatever else the machine
 * was busy with; NaN where the system does not tell.
 */
export function cpuMsOf(pid: number): number {
  return ticksOf(pid) * TICK_MS
}

/** As `cpuMsOf`, with the processes that it has started and that run still: a PostgreSQL server and its connections. */
export function cpuMsOfFamily(pid: number): number {
  // A connection that has ended meanwhile is counted with its server.
  return childrenOf(pid).reduce((sum, each) => sum + (statOf(each)?.ticks ?? 0) * TICK_MS, cpuMsOf(pid))
}

type Stat = { readonly parent: number; readonly ticks: number }

function statOf(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The name in brackets may hold anything.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const [user, system, childrenUser, childrenSystem] = fields.slice(11, 15).map(Number)
    const ticks = (user ?? 0) + (system ?? 0) + (childrenUser ?? 0) + (childrenSystem ?? 0)
    return { parent: Number(fields[1]), ticks }
  } catch {
    return null
  }
}

function ticksOf(pid: number): number {
  return statOf(pid)?.ticks ?? Number.NaN
}

function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((each) => Number.isInteger(each) && statOf(each)?.parent === pid)
}

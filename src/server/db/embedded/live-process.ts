import { hasCode } from './files.ts'

/** Whether a process with that id lives, whoever's it is. A zombie counts as living. */
export function isLive(pid: number): boolean {
  if (!(pid > 0)) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return hasCode(error, 'EPERM')
  }
}

import { writeSync } from 'node:fs'
import type { MatcherTrouble } from './checked-matcher.ts'
import type { MatcherSettings } from './settings.ts'

const LEVELS = { warn: 40, error: 50 } as const
const LEAST = { debug: 20, info: 30, warn: 40, error: 50, silent: 100 } as const

type Details = Pick<MatcherTrouble, 'cause'> & Partial<MatcherTrouble>

export type MatcherLog = {
  warn(details: Details, message: string): void
  error(details: Details, message: string): void
}

/**
 * Lines on standard error like those of the web server's log. By its types it can say codes and kinds alone: no ids, no
 * amounts, no messages of errors.
 */
export function openMatcherLog(level: MatcherSettings['logLevel']): MatcherLog {
  const log = (name: keyof typeof LEVELS) => (details: Details, message: string) => {
    if (LEVELS[name] < LEAST[level]) return
    const { cause, operation, answered } = details
    const line = { level: LEVELS[name], part: 'matcher', operation, answered, cause, msg: message }
    writeSync(2, `${JSON.stringify(line)}\n`)
  }
  return { warn: log('warn'), error: log('error') }
}

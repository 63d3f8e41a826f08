import pino, { type Logger } from 'pino'
import type { Config } from './config.ts'

/** Structured lines on standard error. Ids and kinds alone: no personal data, no bind values, no messages of errors. */
export function openLog(level: Config['logLevel']): Logger {
  return pino({ level, base: null }, pino.destination(2))
}

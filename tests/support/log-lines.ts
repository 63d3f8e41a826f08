import pino, { type Logger } from 'pino'

/** A log that a test can read, of every level. */
export function openLogInto(): { readonly logger: Logger; lines(): readonly string[] } {
  const lines: string[] = []
  const logger = pino({ level: 'debug', base: null }, { write: (line: string) => lines.push(line) })
  return { logger, lines: () => lines }
}

import { resolve } from 'node:path'
import { z } from 'zod'
import { MatcherStartError } from './matcher-error.ts'
import type { MatcherSettings } from './settings.ts'

/**
 * Of a matcher that runs on its own, as `npm run matcher`; the one that the web server starts is told its settings by
 * it. The only module of the matcher that reads the environment.
 */
const environmentSchema = z.object({
  MATCHER_SOCKET: z.string('must name the path of the socket').min(1),
  KEY_FOLDER: z.string('must name the folder of the keys').min(1),
  MATCHER_DATABASE_URL: z
    .string('must name the database')
    .regex(/^postgres(ql)?:\/\/[^@/]+@[^/]+\/./, 'must be postgres://backchannel_matcher@host/database')
    .refine((address) => URL.canParse(address), 'must be postgres://backchannel_matcher@host/database'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
})

/** Throws `MatcherStartError` with one line per variable at fault. */
export function loadMatcherSettings(
  environment: Readonly<Record<string, string | undefined>>,
): MatcherSettings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = environmentSchema.safeParse(given)
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new MatcherStartError(lines.join('\n'))
  }
  const { MATCHER_SOCKET, KEY_FOLDER, MATCHER_DATABASE_URL, LOG_LEVEL } = parsed.data
  return {
    socketPath: resolve(MATCHER_SOCKET),
    keyFolder: resolve(KEY_FOLDER),
    databaseUrl: MATCHER_DATABASE_URL,
    logLevel: LOG_LEVEL,
  }
}

export function settingsOfProcess(): MatcherSettings {
  return loadMatcherSettings(process.env)
}

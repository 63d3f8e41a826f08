import type { Logger } from 'pino'
import { connectMatcher } from '../matcher/client.ts'
import { MatcherStartError } from '../matcher/matcher-error.ts'
import type { OpenMatcher } from '../matcher/protocol.ts'
import { superviseMatcher } from '../matcher/supervise-matcher.ts'
import type { Config } from './config.ts'
import { MATCHER_ROLE, setRolePassword, urlForRole } from './db/roles.ts'
import { StartError } from './start-error.ts'

/**
 * The way to the matcher: to one that runs on its own, or to this server's own, in a process that is started here, kept
 * running, and stopped with `close`. Throws `StartError`.
 */
export async function openMatcher(config: Config, ownerUrl: string, log: Logger): Promise<OpenMatcher> {
  const connection = connectMatcher({ ...config.matcher.place, log })
  if (config.matcher.kind === 'separate') return connection
  const { keyFolder, place } = config.matcher
  const databaseUrl = urlForRole(ownerUrl, MATCHER_ROLE)
  const supervised = await superviseMatcher({
    settings: { databaseUrl, keyFolder, ...place, logLevel: config.logLevel },
    // Its password stays with it: what it hands out lets the database check it, and nobody sign in.
    setPassword: (verifier) => setRolePassword(ownerUrl, MATCHER_ROLE, verifier),
    log,
  }).catch((error: unknown) => {
    throw error instanceof MatcherStartError ? new StartError(error.message) : error
  })
  return {
    ...connection,
    async close() {
      await connection.close()
      await supervised.stop()
    },
  }
}

import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import type { Matcher } from '../matcher/protocol.ts'
import type { Auth } from './accounts/auth.ts'
import type { Config } from './config.ts'
import type { Clock } from './db/clock.ts'
import type { Db } from './db/database.ts'
import type { FileStore } from './files/file-store.ts'
import type { Jobs } from './jobs/jobs.ts'
import type { LiveEvents } from './live/live-events.ts'

/** What the use cases work with; composed once at start, and by the tests with a clock and draw of their own. */
export type Context = {
  readonly config: Config
  readonly log: Logger
  readonly db: Db
  readonly clock: Clock
  readonly chance: Chance
  readonly auth: Auth
  readonly matcher: Matcher
  readonly files: FileStore
  readonly jobs: Jobs
  readonly live: LiveEvents
}

/** Where ids and tokens come from. */
export type Chance = {
  /** A random UUID: it tells neither time nor order. */
  newId(): string
  /** 256 random bits, base64url. */
  newToken(): string
  /** A whole number from 0 to below `n`, each as likely. */
  below(n: number): number
}

export const cryptographicChance: Chance = {
  newId: () => randomUUID(),
  newToken: () => randomBytes(32).toString('base64url'),
  below: (n) => randomInt(n),
}

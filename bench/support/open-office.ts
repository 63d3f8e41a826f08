import type { UserId } from '../../src/domain/ids.ts'
import { connectMatcher } from '../../src/matcher/client.ts'
import { openSignIn } from '../../src/server/accounts/open-sign-in.ts'
import { compose } from '../../src/server/compose.ts'
import type { Context } from '../../src/server/context.ts'
import { databaseClock } from '../../src/server/db/clock.ts'
import { openLog } from '../../src/server/log.ts'
import { withCookies } from '../../tests/support/cookies.ts'
import type { BenchServer } from './installation.ts'

/** The server's use cases from outside its process, over the same database and matcher: for what is made ready ahead. */
export type Office = {
  readonly ctx: Context
  /** What the browser of somebody signed in sends. */
  cookieOf(userId: UserId): Promise<string>
  close(): Promise<void>
}

export async function openOffice(server: BenchServer, ownerUrl: string): Promise<Office> {
  const log = openLog('error')
  const { config } = server
  const { ctx, close } = await compose({
    config,
    log,
    ownerUrl,
    clock: databaseClock,
    openMatcher: async () => connectMatcher({ ...config.matcher.place, log }),
    openJobs: async () => ({
      enqueueSessionDue: async () => {},
      enqueueMail: async () => {},
      start: async () => {},
      stop: async () => {},
    }),
  })
  return {
    ctx,
    async cookieOf(userId) {
      return withCookies(await openSignIn(ctx, userId, new Headers())).get('cookie') ?? ''
    },
    close,
  }
}

import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type KeyKeepingMatcher, openMatcher } from '../../src/matcher/open-matcher.ts'
import type { OpenMatcher } from '../../src/matcher/protocol.ts'
import { MATCHER_ROLE, urlForRole } from '../../src/server/db/roles.ts'
import { TEST_PASSWORDS } from '../support/cluster.ts'
import type { TestServer } from '../support/test-server.ts'

/**
 * A matcher that can be gone back to an earlier moment of: its database by whoever calls, its keys here. It keeps both
 * apart on purpose, and destroys keys of days gone by: restored rows alone open nothing.
 */
export type FreshMatcher = {
  readonly matcher: OpenMatcher
  open(server: Pick<TestServer, 'ownerUrl' | 'clock' | 'draw' | 'ctx'>): Promise<void>
  /** Does the daily work on the keys, as its timer does. */
  keepKeys(): Promise<void>
  /** Remembers the keys as they are now. */
  remember(): Promise<void>
  /** Opens it anew with the keys that were remembered. */
  restore(): Promise<void>
}

export async function createFreshMatcher(): Promise<FreshMatcher> {
  const folder = await mkdtemp(join(tmpdir(), 'backchannel-worlds-'))
  const keys = join(folder, 'keys')
  const kept = join(folder, 'kept')
  let current: KeyKeepingMatcher | null = null
  let reopen = async () => {}

  function opened(): KeyKeepingMatcher {
    if (!current) throw new Error('no matcher is open')
    return current
  }
  const matcher: OpenMatcher = {
    openKeys: (request) => opened().openKeys(request),
    accept: (request) => opened().accept(request),
    acceptAndCompare: (request) => opened().acceptAndCompare(request),
    withdrawOrVoid: (request) => opened().withdrawOrVoid(request),
    keepOut: (request) => opened().keepOut(request),
    closeOfOpening: (request) => opened().closeOfOpening(request),
    end: (request) => opened().end(request),
    voidBoth: (request) => opened().voidBoth(request),
    reveal: (request) => opened().reveal(request),
    recordsSince: (request) => opened().recordsSince(request),
    sessionsAhead: (request) => opened().sessionsAhead(request),
    sessionsSince: (request) => opened().sessionsSince(request),
    async close() {
      await current?.close()
      await rm(folder, { recursive: true, force: true })
    },
  }

  return {
    matcher,
    async open({ ownerUrl, clock, draw, ctx }) {
      reopen = async () => {
        await current?.close()
        current = await openMatcher({
          databaseUrl: urlForRole(ownerUrl, MATCHER_ROLE, TEST_PASSWORDS.matcher),
          keyFolder: keys,
          clock: clock.read,
          draw: draw.draw,
          log: ctx.log,
        })
      }
      await reopen()
    },
    keepKeys: () => opened().keepKeys(),
    remember: () => cp(keys, kept, { recursive: true }),
    async restore() {
      await rm(keys, { recursive: true, force: true })
      await cp(kept, keys, { recursive: true })
      await reopen()
    },
  }
}

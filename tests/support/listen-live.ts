import { randomUUID } from 'node:crypto'
import type { UserId } from '../../src/domain/ids.ts'
import type { LiveInterest } from '../../src/server/live/live-events.ts'
import { notifyLive } from '../../src/server/live/notify-live.ts'
import type { TestServer } from './test-server.ts'

/** Listens as an open page does. `heard()` gives what came since the last call, once all that was committed has come. */
export async function listenLive({ ctx }: Pick<TestServer, 'ctx'>, interest: LiveInterest) {
  let topics: string[] = []
  const close = ctx.live.subscribe(interest, (topic) => topics.push(topic))
  return {
    close,
    async heard(): Promise<readonly string[]> {
      const userId = randomUUID() as string as UserId
      const { promise, resolve } = Promise.withResolvers<void>()
      // Signals arrive in the order of their commits: when this one has come, all earlier ones have.
      const unsubscribe = ctx.live.subscribe({ userId, seat: null }, () => resolve())
      await ctx.db.transaction().execute((tx) => notifyLive(tx, { userId, topic: 'notices' }))
      await promise
      unsubscribe()
      const heard = topics
      topics = []
      return heard
    },
  }
}

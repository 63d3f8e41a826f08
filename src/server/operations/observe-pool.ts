import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type { Observe } from './observer.ts'

/** A pool as kysely uses one: each connection that is taken out is observed until it is given back. */
export function observePool(pool: PostgresPool, observe: Observe): PostgresPool {
  return {
    options: pool.options,
    async connect() {
      const taken = Promise.withResolvers<PostgresPoolClient>()
      const given = Promise.withResolvers<void>()
      const held = observe({ kind: 'database', name: 'connection' }, async () => {
        const client = await pool.connect()
        const release = client.release.bind(client)
        // Another one each time the client is handed out.
        client.release = (error) => {
          given.resolve()
          release(error)
        }
        taken.resolve(client)
        await given.promise
      })
      held.catch(taken.reject)
      return taken.promise
    },
    end: () => pool.end(),
  }
}

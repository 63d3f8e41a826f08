import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { withCookies } from '../../../tests/support/cookies.ts'
import { startTestServer, type TestServer } from '../../../tests/support/test-server.ts'
import { seatTwoSides, type TwoSides } from '../../../tests/support/two-sides.ts'
import type { Viewer } from '../../contract/viewer.ts'
import type { MatterId } from '../../domain/ids.ts'
import { openSignIn } from '../accounts/open-sign-in.ts'
import type { LiveSignal } from './notify-live.ts'
import { notifyLive } from './notify-live.ts'
import { streamEvents, streamUserEvents } from './stream-events.ts'

let server: TestServer
let two: TwoSides
beforeAll(async () => {
  server = await startTestServer({ clusterUrl: inject('clusterUrl') })
})
afterAll(() => server.close())
beforeEach(async () => {
  two = await seatTwoSides(server)
})

let leave: AbortController
beforeEach(() => {
  leave = new AbortController()
})
afterEach(() => leave.abort())

async function signedIn(viewer: Viewer): Promise<Request> {
  const headers = withCookies(await openSignIn(server.ctx, viewer.userId, new Headers()))
  return new Request('http://localhost/', { headers, signal: leave.signal })
}

/** Reads a stream piece by piece: `until` resolves with all that came, once the words have, or at its end. */
function reader(response: Response | null) {
  if (!response?.body) throw new Error('no stream')
  const chunks = response.body.getReader()
  const decoder = new TextDecoder()
  let text = ''
  const next = async (): Promise<boolean> => {
    const { done, value } = await chunks.read()
    text += decoder.decode(value, { stream: true })
    return done
  }
  return {
    async until(words: string): Promise<string> {
      while (!text.includes(words)) if (await next()) throw new Error(`ended before ${words}: ${text}`)
      return text
    },
    /** All of it; throws where a stream that should end tells of something instead. */
    async untilEnd(): Promise<string> {
      while (!(await next())) if (text.includes('changed')) throw new Error(`goes on: ${text}`)
      return text
    },
  }
}

const signal = (signals: readonly LiveSignal[]) =>
  server.ctx.db.transaction().execute(async (tx) => {
    for (const each of signals) await notifyLive(tx, each)
  })
const open = async (viewer: Viewer, heartbeatMs?: number) =>
  streamEvents(server.ctx, await signedIn(viewer), two.matterId, heartbeatMs ? { heartbeatMs } : {})

const changed = (topic: string) => `event: changed\ndata: {"topic":"${topic}"}\n\n`

describe('the live events of a matter', () => {
  it('reach both sides with what both may hear, and one side alone with its own', async () => {
    const { matterId, seats, people } = two
    const [plaintiff, defendant] = [reader(await open(people.dana)), reader(await open(people.marcus))]
    await signal([
      { matterId, audience: seats.plaintiff, topic: 'number' },
      { userId: people.dana.userId, topic: 'notices' },
      { matterId, audience: 'both', topic: 'message' },
    ])
    const start = 'retry: 3000\n\n'
    expect(await plaintiff.until('message')).toBe(
      start + changed('number') + changed('notices') + changed('message'),
    )
    expect(await defendant.until('message')).toBe(start + changed('message'))
  })

  it('tell nothing of what is rolled back', async () => {
    const { matterId, people } = two
    const page = reader(await open(people.dana))
    await expect(
      server.ctx.db.transaction().execute(async (tx) => {
        await notifyLive(tx, { matterId, audience: 'both', topic: 'deal' })
        throw new Error('something later failed')
      }),
    ).rejects.toThrow('something later failed')
    await signal([{ matterId, audience: 'both', topic: 'terms' }])
    expect(await page.until('terms')).not.toContain('deal')
  })

  it('are for those who hold a seat: to others there is no such matter', async () => {
    const stranger = (await seatTwoSides(server)).people.dana
    expect(await open(stranger)).toBe(null)
    const request = await signedIn(two.people.dana)
    const nowhere = server.ctx.chance.newId() as MatterId
    expect(await streamEvents(server.ctx, request, nowhere)).toBe(null)
  })

  it('end at once when the reader’s place has, and tell nothing that came with it', async () => {
    const { matterId, seats, people } = two
    const page = reader(await open(people.rosa))
    await server.ctx.db.transaction().execute(async (tx) => {
      await tx
        .updateTable('seatPeople')
        .set({ removedAt: server.clock.now() })
        .where('userId', '=', people.rosa.userId)
        .execute()
      await notifyLive(tx, { matterId, audience: seats.plaintiff, topic: 'people' })
      await notifyLive(tx, { matterId, audience: 'both', topic: 'deal' })
    })
    expect(await page.untilEnd()).toBe('retry: 3000\n\n')
  })

  it('go on for those who stay when somebody else is removed', async () => {
    const { matterId, seats, people } = two
    const page = reader(await open(people.dana))
    await signal([{ matterId, audience: seats.plaintiff, topic: 'people' }])
    expect(await page.until('people')).toContain(changed('people'))
  })

  it('end with the sign-in, at the next heartbeat', async () => {
    const page = reader(await open(two.people.dana, 10))
    await page.until(': \n\n')
    await server.ctx.db.deleteFrom('signIns').where('userId', '=', two.people.dana.userId).execute()
    await page.untilEnd()
  })

  it('that nobody takes do not pile up: each topic waits once, and is told when there is room', async () => {
    const { matterId, people } = two
    const response = await open(people.dana)
    const away = { matterId, audience: 'both', topic: 'message' } as const
    await signal(Array.from({ length: 300 }, () => away))
    await signal([{ ...away, topic: 'terms' }])
    const other = reader(await open(people.marcus))
    await signal([{ ...away, topic: 'deal' }])
    await other.until('deal')
    const heard = await reader(response).until('deal')
    expect(heard.match(/message/g)?.length).toBeLessThanOrEqual(65)
    expect(heard.endsWith(changed('message') + changed('terms') + changed('deal'))).toBe(true)
  })

  it('ask to look again after the database was out of reach', async () => {
    const page = reader(await open(two.people.dana))
    await page.until('retry')
    const owner = new pg.Client({ connectionString: server.ownerUrl })
    await owner.connect()
    await owner.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query ilike 'listen%'`,
    )
    await owner.end()
    expect(await page.until('resync')).toContain(changed('resync'))
    await signal([{ matterId: two.matterId, audience: 'both', topic: 'session' }])
    expect(await page.until('session')).toContain(changed('session'))
  })
})

describe('the live events of a person', () => {
  it('are of their notices alone', async () => {
    const { dana, marcus } = two.people
    const page = reader(await streamUserEvents(server.ctx, await signedIn(dana)))
    await signal([
      { matterId: two.matterId, audience: 'both', topic: 'deal' },
      { userId: marcus.userId, topic: 'notices' },
      { userId: dana.userId, topic: 'notices' },
    ])
    expect(await page.until('notices')).toBe(`retry: 3000\n\n${changed('notices')}`)
  })
})

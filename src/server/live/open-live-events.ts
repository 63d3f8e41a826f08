import pg from 'pg'
import type { Logger } from 'pino'
import { type HeardTopic, type LiveEvents, type LiveInterest, topicFor } from './live-events.ts'
import { LIVE_CHANNEL, type LiveSignal } from './notify-live.ts'

type Subscriber = {
  readonly interest: LiveInterest
  readonly heard: (topic: HeardTopic) => void
  readonly ended: () => void
}

const FIRST_WAIT_MS = 250
const LONGEST_WAIT_MS = 5_000
const KEEP_ALIVE_MS = 10_000

/**
 * Listens for signals on one connection of its own and connects anew whenever that breaks; every page is then told to
 * look again, since signals of the meantime are lost. Throws where the first connection fails.
 */
export async function openLiveEvents(webUrl: string, log: Logger): Promise<LiveEvents> {
  const subscribers = new Set<Subscriber>()
  let client: pg.Client | null = null
  let timer: NodeJS.Timeout | undefined
  let over = false
  let closed = false

  function tell(topicOf: (interest: LiveInterest) => HeardTopic | null): void {
    for (const { interest, heard } of subscribers) {
      const topic = topicOf(interest)
      if (topic !== null) heard(topic)
    }
  }

  async function listen(): Promise<void> {
    const next = new pg.Client({
      connectionString: webUrl,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
      connectionTimeoutMillis: KEEP_ALIVE_MS,
    })
    next.on('error', () => {
      // What follows from it is done at its end.
    })
    next.on('notification', ({ payload }) => {
      const signal: LiveSignal = JSON.parse(payload ?? '')
      tell((interest) => topicFor(interest, signal))
    })
    try {
      await next.connect()
      await next.query(`listen ${LIVE_CHANNEL}`)
    } catch (error) {
      await next.end().catch(() => undefined)
      throw error
    }
    // Closed while it connected.
    if (closed) return next.end()
    client = next
    next.on('end', () => {
      if (closed) return
      client = null
      log.warn('live events lost the database; connecting anew')
      reconnect(FIRST_WAIT_MS)
    })
  }

  function reconnect(waitMs: number): void {
    timer = setTimeout(async () => {
      try {
        await listen()
        tell(() => 'resync')
      } catch {
        if (!closed) reconnect(Math.min(waitMs * 2, LONGEST_WAIT_MS))
      }
    }, waitMs)
  }

  await listen()
  return {
    subscribe(interest, heard, ended = () => {}) {
      const subscriber = { interest, heard, ended }
      subscribers.add(subscriber)
      if (over) queueMicrotask(ended)
      return () => {
        subscribers.delete(subscriber)
      }
    },
    end() {
      over = true
      for (const { ended } of subscribers) ended()
    },
    async close() {
      closed = true
      clearTimeout(timer)
      await client?.end()
    },
  }
}

import { get } from 'node:http'
import { addressOf, writtenHeaders } from './raw-request.ts'

/** An open stream of live events, over its real route, byte by byte. */
export type EventBytes = {
  /** Whatever came since the last call and before this topic, which its caller has just signalled. */
  takenUntil(topic: string): Promise<string>
  close(): void
}

/** A heartbeat comes by the machine's time, whatever happens. */
const HEARTBEAT = ': \n\n'

export async function openEventBytes(url: string, headers: Headers): Promise<EventBytes> {
  let bytes = ''
  let onBytes = () => {}
  let ended: Error | null = null
  const { promise: opened, resolve, reject } = Promise.withResolvers<void>()
  const request = get({ ...addressOf(url, headers), agent: false }, (answer) => {
    bytes = [
      `HTTP/${answer.httpVersion} ${answer.statusCode}`,
      ...writtenHeaders(answer.rawHeaders),
      '',
    ].join('\r\n')
    answer.on('data', (chunk: Buffer) => {
      bytes += chunk.toString('latin1')
      onBytes()
      // The first bytes come when the stream has been subscribed.
      resolve()
    })
    answer.on('end', () => {
      ended = new Error('the stream of events ended')
      onBytes()
    })
  })
  request.on('error', (error) => {
    ended = error
    reject(error)
    onBytes()
  })
  await opened

  return {
    async takenUntil(topic) {
      const last = `event: changed\ndata: {"topic":"${topic}"}\n\n`
      while (!bytes.includes(last)) {
        if (ended) throw ended
        const { promise, resolve: come } = Promise.withResolvers<void>()
        onBytes = come
        await promise
      }
      const [before = '', ...after] = bytes.split(last)
      bytes = after.join(last)
      return before.replaceAll(HEARTBEAT, '')
    },
    close: () => {
      request.destroy()
    },
  }
}

import { Agent, type RequestOptions, request } from 'node:http'

/** An answer as it came: every header as it was written, every byte of the body. */
export type RawAnswer = {
  readonly status: string
  /** One a line, in the order in which they came; without the instant at which it was sent, which is the machine's. */
  readonly headers: readonly string[]
  /** One character a byte. */
  readonly body: string
}

export type RawRequest = {
  readonly method?: 'GET' | 'POST'
  readonly headers: Headers
  readonly body?: string
}

/** What is asked for one after another goes over one connection, as a browser's does. */
const agent = new Agent({ keepAlive: true })

export function rawRequest(
  url: string,
  { method = 'GET', headers, body = '' }: RawRequest,
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request({ ...addressOf(url, headers), method, agent }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('error', reject)
      answer.on('end', () =>
        resolve({
          status: `HTTP/${answer.httpVersion} ${answer.statusCode} ${answer.statusMessage}`,
          headers: writtenHeaders(answer.rawHeaders),
          body: Buffer.concat(chunks).toString('latin1'),
        }),
      )
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

/** By number, so that no name has to be looked up; asked for by its name all the same. */
export function addressOf(url: string, headers: Headers): RequestOptions {
  const { host, port, pathname, search } = new URL(url)
  return {
    host: '127.0.0.1',
    port,
    path: `${pathname}${search}`,
    headers: { ...Object.fromEntries(headers), Host: host },
  }
}

export function writtenHeaders(raw: readonly string[]): string[] {
  const lines: string[] = []
  for (let index = 0; index < raw.length; index += 2) {
    const [name = '', value = ''] = raw.slice(index, index + 2)
    lines.push(`${name}: ${name.toLowerCase() === 'date' ? '' : value}`)
  }
  return lines
}

export function inOneText({ status, headers, body }: RawAnswer): string {
  return [status, ...headers, '', body].join('\r\n')
}

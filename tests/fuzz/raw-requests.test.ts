import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { createPerson } from '../support/people.ts'
import { type RawClient, rawClient } from '../support/raw-client.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

/** Short, so that a slow client is one at once: the server's own timer tells. */
const LIMITS = { headersTimeoutMs: 300, requestTimeoutMs: 600, checkMs: 20, connections: 20 }

let server: TestServer
let port: number
let cookie: string

beforeAll(async () => {
  server = await startTestServer({ clusterUrl: inject('clusterUrl'), http: true, limits: LIMITS })
  port = Number(new URL(server.url).port)
  cookie = (await createPerson(server.ctx)).headers.get('cookie') ?? ''
})
afterAll(() => server.close())

const lines = (...all: readonly string[]) => all.join('\r\n')
const host = () => `Host: 127.0.0.1:${port}`
const form = () =>
  lines(
    'POST /theme HTTP/1.1',
    host(),
    `Origin: ${server.url}`,
    'Content-Type: application/x-www-form-urlencoded',
  )
const statuses = (said: string) =>
  [...said.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status))

/** Every answer there was, once the connection is closed: by the server, or because it asked for that. */
async function answersTo(text: string): Promise<readonly number[]> {
  return statuses(await rawClient(port, text).closed)
}

async function expectWell(): Promise<void> {
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
}

const CLOSE = 'Connection: close'

describe('a request that is none', () => {
  test.each<[string, () => string, number]>([
    [
      'a chunk whose length is no number',
      () => lines(form(), 'Transfer-Encoding: chunked', '', 'zz', 'theme', '', ''),
      400,
    ],
    [
      'a chunk longer than it says',
      () => lines(form(), 'Transfer-Encoding: chunked', '', '2', 'theme=dark', '0', '', ''),
      400,
    ],
    [
      'a chunk whose length has no end',
      () => lines(form(), 'Transfer-Encoding: chunked', '', `${'f'.repeat(40)}`, 'x'),
      400,
    ],
    [
      'both a length and chunks',
      () => lines(form(), 'Content-Length: 4', 'Transfer-Encoding: chunked', '', '0', '', ''),
      400,
    ],
    ['two lengths', () => lines(form(), 'Content-Length: 4', 'Content-Length: 5', '', 'theme'), 400],
    ['a length below nothing', () => lines(form(), 'Content-Length: -1', '', ''), 400],
    ['a length in other figures', () => lines(form(), 'Content-Length: 1e1', '', 'theme=dark'), 400],
    ['a length beyond counting', () => lines(form(), `Content-Length: ${'9'.repeat(40)}`, '', 'x'), 400],
    [
      'a coding that is none',
      () => lines(form(), 'Transfer-Encoding: mystery', '', 'theme=dark', '', ''),
      400,
    ],
    [
      'chunks that are not the last coding',
      () => lines(form(), 'Transfer-Encoding: chunked, gzip', '', '0', '', ''),
      400,
    ],
    [
      'a header of 20 KB',
      () => lines('GET / HTTP/1.1', host(), `X-Long: ${'x'.repeat(20_000)}`, '', ''),
      431,
    ],
    [
      '5,000 headers',
      () => lines('GET / HTTP/1.1', host(), ...Array.from({ length: 5_000 }, (_, n) => `X-${n}: x`), '', ''),
      431,
    ],
    ['an address of 20 KB', () => lines(`GET /${'x'.repeat(20_000)} HTTP/1.1`, host(), '', ''), 431],
    ['a header without a name', () => lines('GET / HTTP/1.1', host(), ': nameless', '', ''), 400],
    ['a header with a zero byte', () => lines('GET / HTTP/1.1', host(), 'X-Zero: a\0b', '', ''), 400],
    ['a blank before the colon', () => lines('GET / HTTP/1.1', host(), 'Content-Length : 4', '', ''), 400],
    ['no host', () => lines('GET / HTTP/1.1', '', ''), 400],
    ['another protocol', () => lines('SSH-2.0-OpenSSH_9.6', '', ''), 400],
    ['HTTP/2 without asking', () => lines('PRI * HTTP/2.0', '', 'SM', '', ''), 400],
    ['a TLS greeting', () => '\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03', 400],
    ['a method of its own', () => lines('FETCH / HTTP/1.1', host(), '', ''), 400],
  ])('%s', async (_, text, status) => {
    expect(await answersTo(text())).toEqual([status])
    await expectWell()
  })
})

describe('a request that few clients send', () => {
  test.each<[string, () => string]>([
    [
      'with the address of another host',
      () => lines('GET http://elsewhere.example/matters HTTP/1.1', host(), CLOSE, '', ''),
    ],
    ['of no address', () => lines('OPTIONS * HTTP/1.1', host(), CLOSE, '', '')],
    ['that is to come back as it is', () => lines('TRACE / HTTP/1.1', host(), CLOSE, '', '')],
    ['out of the tree', () => lines('GET /assets/../../../../etc/passwd HTTP/1.1', host(), CLOSE, '', '')],
    ['of two slashes', () => lines('GET //elsewhere.example//%2e%2e/ HTTP/1.1', host(), CLOSE, '', '')],
    ['for a host that is none', () => lines('GET /matters HTTP/1.1', 'Host: a b/c?d#e@[::', CLOSE, '', '')],
    [
      'for a host of 10,000 letters',
      () => lines('GET / HTTP/1.1', `Host: ${'x'.repeat(10_000)}`, CLOSE, '', ''),
    ],
    ['for two hosts', () => lines('GET / HTTP/1.1', host(), 'Host: elsewhere.example', CLOSE, '', '')],
    [
      'to another protocol',
      () => lines('GET / HTTP/1.1', host(), 'Connection: Upgrade, close', 'Upgrade: websocket', '', ''),
    ],
    ['of HTTP/1.0', () => lines('GET / HTTP/1.0', '', '')],
    [
      'with letters past ASCII',
      () => lines('GET /mat\u00e8re HTTP/1.1', host(), 'X-Name: Zo\u00eb', CLOSE, '', ''),
    ],
    ['with a folded header', () => lines('GET / HTTP/1.1', host(), 'X-Folded: a', ' b', CLOSE, '', '')],
    [
      'with a body where none is read',
      () => lines('GET / HTTP/1.1', host(), 'Content-Length: 5', CLOSE, '', 'hello'),
    ],
  ])('%s is answered, and by no fault', async (_, text) => {
    const answers = await answersTo(text())
    expect(answers.length).toBe(1)
    for (const status of answers) expect(status).toBeLessThan(500)
    await expectWell()
  })

  test('a tunnel is not opened', async () => {
    expect(await answersTo(lines('CONNECT elsewhere.example:443 HTTP/1.1', host(), '', ''))).toEqual([])
    await expectWell()
  })
})

describe('several requests in one breath', () => {
  test('are answered each, in their order', async () => {
    const own = `Cookie: ${cookie}`
    const text = lines(
      ...['GET /healthz HTTP/1.1', host(), '', 'GET /no-such-page HTTP/1.1', host(), ''],
      ...['GET /matters HTTP/1.1', host(), own, '', 'GET /matters HTTP/1.1', host(), CLOSE, '', ''],
    )
    expect(await answersTo(text)).toEqual([200, 404, 200, 302])
  })

  test('end where one of them is none: what follows is read by nobody', async () => {
    const broken = lines(form(), 'Content-Length: 4', 'Transfer-Encoding: chunked', '', '0', '')
    const text = lines(
      'GET /healthz HTTP/1.1',
      host(),
      '',
      broken,
      'GET /healthz HTTP/1.1',
      host(),
      CLOSE,
      '',
      '',
    )
    const answers = await answersTo(text)
    // The answer to the first may be overtaken by the end of the connection.
    expect([[200, 400], [400]]).toContainEqual(answers)
  })
})

describe('a client that takes its time', () => {
  test.each<[string, () => string]>([
    ['half a line', () => 'GET /matt'],
    ['half a head', () => lines('GET / HTTP/1.1', host(), 'X-Slow: ')],
    ['half a body', () => lines(form(), 'Content-Length: 100', '', 'theme=')],
    ['half a chunk', () => lines(form(), 'Transfer-Encoding: chunked', '', 'a', 'theme')],
    ['chunks without an end', () => lines(form(), 'Transfer-Encoding: chunked', '', '5', 'theme', '')],
    [
      'a body that it is to be asked for',
      () => lines(form(), 'Expect: 100-continue', 'Content-Length: 100', '', ''),
    ],
  ])('is cut off after %s', async (_, text) => {
    expect((await answersTo(text())).at(-1)).toBe(408)
    await expectWell()
  })

  test('is cut off though it never pauses for long: a body by drops', async () => {
    const slow = rawClient(port, lines(form(), 'Content-Length: 100000', '', 'theme='))
    const drops = setInterval(() => slow.socket.write('x'), LIMITS.checkMs)
    expect(statuses(await slow.closed).at(-1)).toBe(408)
    clearInterval(drops)
    await expectWell()
  })

  test('that leaves amid its request leaves nothing behind', async () => {
    const gone = rawClient(port, lines(form(), 'Content-Length: 100', '', 'theme='))
    gone.socket.end()
    await gone.closed
    await expectWell()
  })
})

test('no more connections than there may be; and one that ends makes room', async () => {
  const held: RawClient[] = []
  const open = () => {
    const client = rawClient(port, lines('GET /api/v1/events HTTP/1.1', host(), `Cookie: ${cookie}`, '', ''))
    held.push(client)
    return client
  }
  // The tests before may have left some of theirs; whoever comes beyond the most is closed at once, unanswered.
  let refused = ''
  do {
    const client = open()
    refused = await Promise.race([client.until('retry:'), client.closed])
  } while (refused !== '')
  expect(held.length).toBeGreaterThan(LIMITS.connections / 2)
  expect(held.length).toBeLessThanOrEqual(LIMITS.connections + 1)
  const [first] = held
  first?.socket.destroy()
  await first?.closed
  for (const client of held) client.socket.destroy()
  await Promise.all(held.map(({ closed }) => closed))
  await expectWell()
})

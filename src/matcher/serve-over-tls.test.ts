import { createServer } from 'node:net'
import { type ConnectionOptions, connect } from 'node:tls'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Authority, type Issued, makeAuthority } from '../../tests/support/certificates.ts'
import {
  commandOn,
  entryOn,
  openMatcherSession,
  startTestMatcher,
  type TestMatcher,
} from '../../tests/support/test-matcher.ts'
import { createCheckedMatcher, type MatcherTrouble } from './checked-matcher.ts'
import { connectMatcher } from './client.ts'
import { frameOf } from './frames.ts'
import type { Matcher, OpenMatcher } from './protocol.ts'
import { serveOverTls } from './serve-over-tls.ts'
import type { TlsIdentity } from './tls-identity.ts'

let running: TestMatcher
let authority: Authority
let elsewhere: Authority
let server: TlsIdentity
let client: TlsIdentity
let ports: number[]
const refused: string[] = []
const open = new Set<{ close(): Promise<void> }>()

const HOST = '127.0.0.1'
const CLIENT = { names: ['backchannel-web'], purpose: 'client' } as const satisfies Issued

beforeAll(async () => {
  running = await startTestMatcher()
  authority = await makeAuthority('the operator')
  elsewhere = await makeAuthority('somebody else')
  server = await authority.issue({ names: [HOST], purpose: 'server' })
  client = await authority.issue(CLIENT)
})
afterAll(() => running.close())

beforeEach(() => {
  ports = []
  refused.length = 0
})
afterEach(async () => {
  for (const each of open) await each.close()
  open.clear()
})

async function serve(identity = server, matcher: Matcher = createCheckedMatcher(running.matcher)) {
  const served = await serveOverTls(
    matcher,
    { host: HOST, port: 0, identity, clientNames: ['backchannel-web', 'backchannel-worker'] },
    { warn: ({ cause }) => refused.push(cause) },
  )
  open.add(served)
  ports.push(served.port)
  return served
}

function connectWith(identity: TlsIdentity, name?: string, troubles: MatcherTrouble[] = []): OpenMatcher {
  const addresses = ports.map((port) => ({ host: HOST, port }))
  const tls = { identity, addresses, ...(name === undefined ? {} : { name }) }
  const connected = connectMatcher({ tls, log: { warn: (trouble) => troubles.push(trouble) } })
  open.add(connected)
  return connected
}

/** Whether this end, with what it shows, is answered; and why not, as it is told here. */
async function answered(identity: TlsIdentity, name?: string): Promise<string> {
  const troubles: MatcherTrouble[] = []
  const answer = await connectWith(identity, name, troubles).sessionsAhead({ known: [] })
  return answer.kind === 'ahead' ? 'answered' : `${answer.kind}: ${troubles.map(({ cause }) => cause).join()}`
}

test('a matcher on another host answers as one on this host does', async () => {
  await serve()
  const matcher = connectWith(client)
  const session = await openMatcherSession({ matcher })
  const entry = await entryOn(session, 'defendant', 100_00n, { version: 0, at: running.clock.now() })
  const accepted = await matcher.accept(entry)
  expect(accepted).toMatchObject({ kind: 'recorded', record: { version: 1, entryId: entry.entryId } })
  expect(await running.matcher.accept(entry)).toEqual(accepted)
  expect(refused).toEqual([])
})

describe('a caller is answered', () => {
  test.each([
    ['by the name of the web servers', CLIENT],
    ['by the name of the workers', { names: ['backchannel-worker'], purpose: 'client' }],
    ['by one of several names', { names: ['host-7.example', 'backchannel-web'], purpose: 'client' }],
  ] as const)('%s', async (_, issued) => {
    await serve()
    expect(await answered(await authority.issue(issued))).toBe('answered')
  })
})

describe('a caller is refused, and nothing was recorded', () => {
  test.each([
    ['with another name', { names: ['backchannel-mail'], purpose: 'client' }, 'wrong-name'],
    ['with a certificate of a matcher', { names: ['backchannel-web'], purpose: 'server' }, 'INVALID_PURPOSE'],
    ['with a certificate that has run out', { ...CLIENT, expired: true }, 'CERT_HAS_EXPIRED'],
  ] as const)('%s', async (_, issued, cause) => {
    await serve()
    expect(await answered(await authority.issue(issued))).toMatch(/^unavailable: /)
    expect(refused).toEqual([cause])
  })

  test('with a certificate of another authority', async () => {
    await serve()
    const { certificate, key } = await elsewhere.issue(CLIENT)
    expect(await answered({ authority: authority.certificate, certificate, key })).toMatch(/^unavailable: /)
    expect(refused).toEqual(['UNABLE_TO_VERIFY_LEAF_SIGNATURE'])
  })

  test('with no certificate, over an older TLS, or over none', async () => {
    const { port } = await serve()
    const ca = authority.certificate
    expect(await saidTo({ host: HOST, port, ca })).toEqual(Buffer.alloc(0))
    const { certificate: cert, key } = client
    expect(await saidTo({ host: HOST, port, ca, cert, key, maxVersion: 'TLSv1.2' })).toEqual(Buffer.alloc(0))
    expect(refused).toHaveLength(2)
    expect(await saidTo({ host: HOST, port, ca, cert, key })).toEqual(frameOf('ready'))
  })
})

describe('a matcher is not asked', () => {
  test.each([
    ['under another name', { names: ['10.0.0.9'], purpose: 'server' }, 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['with a certificate of a caller', { names: [HOST], purpose: 'client' }, 'INVALID_PURPOSE'],
    [
      'with a certificate that has run out',
      { names: [HOST], purpose: 'server', expired: true },
      'CERT_HAS_EXPIRED',
    ],
  ] as const)('%s', async (_, issued, cause) => {
    await serve(await authority.issue(issued))
    expect(await answered(client)).toBe(`unavailable: ${cause}`)
  })

  test('certified by another authority', async () => {
    const { certificate, key } = await elsewhere.issue({ names: [HOST], purpose: 'server' })
    await serve({ authority: authority.certificate, certificate, key })
    expect(await answered(client)).toBe('unavailable: UNABLE_TO_VERIFY_LEAF_SIGNATURE')
  })

  test('but under the name that all have in common, where one is set', async () => {
    await serve(await authority.issue({ names: ['matcher.internal'], purpose: 'server' }))
    expect(await answered(client, 'matcher.internal')).toBe('answered')
    expect(await answered(client, 'other.internal')).toBe('unavailable: ERR_TLS_CERT_ALTNAME_INVALID')
  })
})

describe('of several matchers', () => {
  test('each is asked in turn, and what cannot be reached is passed over', async () => {
    const asked: number[] = []
    const counting = (at: number): Matcher => ({
      ...running.matcher,
      sessionsAhead: (request) => {
        asked.push(at)
        return running.matcher.sessionsAhead(request)
      },
    })
    await serve(server, counting(0))
    const second = await serve(server, counting(1))
    const matcher = connectWith(client)
    const ask = async () => expect((await matcher.sessionsAhead({ known: [] })).kind).toBe('ahead')
    for (const _ of [1, 2, 3, 4]) await ask()
    expect(asked).toEqual([0, 1, 0, 1])
    await second.close()
    for (const _ of [1, 2, 3, 4]) await ask()
    expect(asked.slice(4)).toEqual([0, 0, 0, 0])
  })

  test('one that takes the call and gives no answer is the last to be asked: another could do it twice', async () => {
    const asked: string[] = []
    const session = await openMatcherSession({ matcher: running.matcher })
    await serve(server, {
      ...running.matcher,
      end: () => {
        asked.push('first')
        throw new Error('gone')
      },
    })
    await serve(server, {
      ...running.matcher,
      end: (request) => {
        asked.push('second')
        return running.matcher.end(request)
      },
    })
    const command = { ...commandOn(session, { version: 0, at: running.clock.now() }), by: null }
    const matcher = connectWith(client)
    expect(await matcher.end(command)).toEqual({ kind: 'outcome-unknown' })
    expect(asked).toEqual(['first'])
    expect(await matcher.end(command)).toMatchObject({ kind: 'recorded' })
  })

  test('none that answers is unavailable: what listens there and is no matcher is told nothing', async () => {
    const heard: Buffer[] = []
    const other = createServer((socket) => {
      socket.on('error', () => {})
      socket.once('data', (chunk: Buffer) => {
        heard.push(chunk)
        socket.destroy()
      })
    })
    await new Promise<void>((resolve) => other.listen(0, HOST, resolve))
    const address = other.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    ports.push(address.port, 1)
    expect(await answered(client)).toMatch(/^unavailable: /)
    expect(heard).toHaveLength(1)
    expect(heard[0]?.toString('latin1')).not.toContain('sessionsAhead')
    await new Promise((resolve) => other.close(resolve))
  })
})

/** What the other end says of its own accord until it hangs up, or once it has said a word. */
async function saidTo(options: ConnectionOptions): Promise<Buffer> {
  const socket = connect(options)
  const { promise, resolve } = Promise.withResolvers<Buffer>()
  socket.on('error', () => {})
  socket.once('data', resolve)
  socket.once('close', () => resolve(Buffer.alloc(0)))
  const said = await promise
  socket.destroy()
  return said
}

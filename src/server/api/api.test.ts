import { randomUUID } from 'node:crypto'
import { request } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { openLogInto } from '../../../tests/support/log-lines.ts'
import type { Negotiation, SealedNumber } from '../../../tests/support/negotiation.ts'
import { openMatterForTwo, openSession, readOver, sealOver } from '../../../tests/support/negotiation.ts'
import { createPerson } from '../../../tests/support/people.ts'
import { startTestServer, type TestServer } from '../../../tests/support/test-server.ts'
import type { SessionId } from '../../domain/ids.ts'

let server: TestServer
let negotiation: Negotiation
let sessionId: SessionId
let entry: SealedNumber
const log = openLogInto()

beforeAll(async () => {
  server = await startTestServer({ clusterUrl: inject('clusterUrl'), http: 'api', log: log.logger })
  negotiation = await openMatterForTwo(server)
  await openSession(negotiation)
  sessionId = (await readOver(negotiation, 'plaintiff')).session.id
})
afterAll(() => server.close())

beforeEach(async () => {
  server.clock.advance(24 * 60 * 1_000)
  entry = await sealOver(negotiation, 'plaintiff', 'opening', 100_000_00n)
})

type Call = {
  readonly path?: string
  readonly body?: unknown
  readonly headers?: Record<string, string | null>
}

/** As the plaintiff's lead, unless said otherwise; a header of null is left out. */
async function post({ path = `/sessions/${sessionId}/entries`, body = entry, headers = {} }: Call = {}) {
  const sent = new Headers(negotiation.people.plaintiff.headers)
  const defaults = { Origin: server.url, 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() }
  for (const [name, value] of Object.entries({ ...defaults, ...headers })) {
    if (value === null) sent.delete(name)
    else sent.set(name, value)
  }
  const response = await fetch(`${server.url}/api/v1${path}`, {
    method: 'POST',
    headers: sent,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return { status: response.status, text: (await response.text()).trim(), headers: response.headers }
}

const receipt = (code: string | null, nextPossibleAt: number | null = null) =>
  JSON.stringify({ result: code === null ? 'done' : 'refused', code, nextPossibleAt })

async function entriesWith(entryId: string) {
  const rows = await server.ctx.db.selectFrom('entries').select('entryId').execute()
  return rows.filter((row) => row.entryId === entryId).length
}

describe('an idempotency key', () => {
  test('with the same body gives the same receipt and one effect; with another body, none', async () => {
    const headers = { 'Idempotency-Key': randomUUID() }
    const first = await post({ headers })
    expect(first).toMatchObject({ status: 200, text: receipt(null) })
    expect(await post({ headers })).toMatchObject({ status: 200, text: receipt(null) })
    const other = await sealOver(negotiation, 'plaintiff', 'opening', 90_000_00n)
    expect(await post({ headers, body: other })).toMatchObject({
      status: 409,
      text: receipt('idempotency-conflict'),
    })
    expect(await post({ headers, path: `/sessions/${sessionId}/withdrawals`, body: {} })).toMatchObject({
      status: 409,
      text: receipt('idempotency-conflict'),
    })
    expect(await entriesWith(entry.entryId)).toBe(1)
    expect(await entriesWith(other.entryId)).toBe(0)
  })

  test('of a command that the matcher has no part in: with another body, none', async () => {
    const headers = { 'Idempotency-Key': randomUUID() }
    const path = `/sessions/${sessionId}/keep-running`
    expect(await post({ headers, path, body: { on: true } })).toMatchObject({ text: receipt(null) })
    expect(await post({ headers, path, body: { on: false } })).toMatchObject({
      status: 409,
      text: receipt('idempotency-conflict'),
    })
  })

  test('of a double click, two requests at once, is one entry', async () => {
    const headers = { 'Idempotency-Key': randomUUID() }
    const answers = await Promise.all([post({ headers }), post({ headers }), post({ headers })])
    for (const answer of answers) expect(answer).toMatchObject({ status: 200, text: receipt(null) })
    expect(await entriesWith(entry.entryId)).toBe(1)
    const recorded = await server.ctx.db
      .selectFrom('journal')
      .select('data')
      .where('type', '=', 'number-entered')
      .execute()
    expect(recorded.filter(({ data }) => data.entryId === entry.entryId)).toHaveLength(1)
  })

  test('belongs to its seat: the other side may use the same', async () => {
    const headers = { 'Idempotency-Key': randomUUID() }
    expect((await post({ headers })).status).toBe(200)
    const theirs = await sealOver(negotiation, 'defendant', 'opening', 1_000_00n)
    const cookie = negotiation.people.defendant.headers.get('cookie')
    expect(await post({ headers: { ...headers, cookie }, body: theirs })).toMatchObject({
      status: 200,
      text: receipt(null),
    })
  })

  test.each([null, '', 'short', 'a key with spaces in it', 'x'.repeat(65), 'practice/opening/key'])(
    'that is %j is refused before anything else',
    async (key) => {
      const answer = await post({ headers: { 'Idempotency-Key': key } })
      expect(answer).toMatchObject({ status: 400, text: receipt('idempotency-key-missing') })
    },
  )
})

test('a receipt has one length, whatever came of the command', async () => {
  const lengthOf = async (call: Call) => {
    const { status, headers } = await post(call)
    return { status, length: headers.get('content-length') }
  }
  const answers = [
    await lengthOf({}),
    await lengthOf({ path: `/sessions/${randomUUID()}/entries` }),
    await lengthOf({ path: '/sessions/no-id/entries' }),
    await lengthOf({ body: await sealOver(negotiation, 'plaintiff', 'adjustment', 90_000_00n) }),
    await lengthOf({ body: '{' }),
    await lengthOf({ headers: { 'Idempotency-Key': null } }),
  ]
  expect(answers.map(({ status }) => status)).toEqual([200, 404, 404, 409, 400, 400])
  expect(new Set(answers.map(({ length }) => length))).toEqual(new Set(['128']))
})

describe('what is no command', () => {
  test.each([
    ['no JSON', '{"entryId":'],
    ['nothing', ''],
    ['an array', '[]'],
    ['null', 'null'],
    ['a field too many', '{"reason":null,"amountCents":1}'],
  ])('%s is malformed', async (_title, body) => {
    const path = `/sessions/${sessionId}/end`
    expect(await post({ path, body })).toMatchObject({ status: 400, text: receipt('malformed') })
  })

  test('a body beyond all measure is refused by its length, announced or not', async () => {
    const huge = JSON.stringify({ reason: 'x'.repeat(100_000) })
    expect(await post({ body: huge })).toMatchObject({ status: 413, text: receipt('too-large') })
    const cookie = negotiation.people.plaintiff.headers.get('cookie') ?? ''
    const status = await new Promise((resolve, reject) => {
      const headers = { Origin: server.url, cookie, 'Idempotency-Key': randomUUID() }
      const url = `${server.url}/api/v1/sessions/${sessionId}/end`
      const sent = request(url, { method: 'POST', headers }, (response) => {
        response.resume()
        resolve(response.statusCode)
      })
      sent.on('error', reject)
      sent.write(huge)
      sent.end()
    })
    expect(status).toBe(413)
  })

  test.each(['https://elsewhere.example', 'null', null])(
    'one from the origin %j is refused',
    async (Origin) => {
      expect(await post({ headers: { Origin } })).toMatchObject({
        status: 403,
        text: receipt('wrong-origin'),
      })
      expect(await entriesWith(entry.entryId)).toBe(0)
    },
  )

  test('an address that is none, and better-auth’s own, answer alike to all', async () => {
    const notFound = { status: 404, text: receipt('not-found') }
    expect(await post({ path: '/nothing' })).toMatchObject(notFound)
    for (const path of ['/../auth/sign-up/email', '/../auth/get-session', '/../auth/sign-in/email']) {
      expect(await post({ path })).toMatchObject(notFound)
    }
    const session = await fetch(`${server.url}/api/auth/get-session`, {
      headers: negotiation.people.plaintiff.headers,
    })
    expect(session.status).toBe(404)
  })
})

describe('who may', () => {
  const commands = [
    ['withdrawals', {}],
    ['keep-running', { on: true }],
    ['end', {}],
  ] as const

  test('nobody who is not signed in', async () => {
    const answer = await post({ headers: { cookie: null } })
    expect(answer).toMatchObject({ status: 401, text: receipt('not-signed-in') })
    const read = await fetch(`${server.url}/api/v1/matters/${negotiation.matterId}/session`)
    expect(read.status).toBe(401)
  })

  test('live events end for good, by the one answer that a browser takes without complaint', async () => {
    const stranger = await createPerson(server.ctx)
    const cookie = stranger.headers.get('cookie') ?? ''
    const nowhere = server.ctx.chance.newId()
    const answers = []
    for (const [path, headers] of [
      ['/events', {}],
      [`/matters/${negotiation.matterId}/events`, {}],
      [`/matters/${negotiation.matterId}/events`, { cookie }],
      [`/matters/${nowhere}/events`, { cookie }],
      ['/matters/no-id/events', { cookie }],
    ] as const) {
      const answer = await fetch(`${server.url}/api/v1${path}`, { headers })
      answers.push([answer.status, await answer.text()])
    }
    expect(answers).toEqual(answers.map(() => [204, '']))
  })

  test('for a stranger another’s session is as one that does not exist, to the byte', async () => {
    const stranger = await createPerson(server.ctx)
    const cookie = stranger.headers.get('cookie')
    const seen = async (id: string) => {
      const answers = []
      for (const [path, body] of [...commands, ['entries', entry] as const]) {
        const { status, text, headers } = await post({
          path: `/sessions/${id}/${path}`,
          body,
          headers: { cookie },
        })
        answers.push({ status, text, headers: bytesOf(headers) })
      }
      return answers
    }
    const missing = await seen(randomUUID())
    expect(missing.map(({ status }) => status)).toEqual([404, 404, 404, 404])
    expect(await seen(sessionId)).toEqual(missing)
    expect(await seen('no-id-at-all')).toEqual(missing)

    const reading = async (id: string) => {
      const response = await fetch(`${server.url}/api/v1/matters/${id}/session`, {
        headers: stranger.headers,
      })
      return { status: response.status, text: await response.text(), headers: bytesOf(response.headers) }
    }
    expect(await reading(negotiation.matterId)).toEqual(await reading(randomUUID()))
  })

  test('a member of the seat prepares and decides nothing', async () => {
    const member = await createPerson(server.ctx, { firm: 'Reyes Law' })
    const { seat } = await readOver(negotiation, 'plaintiff')
    await server.ctx.db
      .insertInto('seatPeople')
      .values({
        id: randomUUID(),
        matterId: negotiation.matterId,
        seatId: seat.id,
        userId: member.viewer.userId,
        role: 'member',
        addedAt: server.clock.now(),
        removedAt: null,
      })
      .execute()
    const cookie = member.headers.get('cookie')
    for (const [path, body] of [...commands, ['entries', entry] as const]) {
      const answer = await post({ path: `/sessions/${sessionId}/${path}`, body, headers: { cookie } })
      expect(answer).toMatchObject({ status: 403, text: receipt('not-allowed') })
    }
    expect(await entriesWith(entry.entryId)).toBe(0)
  })
})

test('a fault answers with no word of what is inside, and logs neither messages nor people', async () => {
  const broken = await startTestServer({
    clusterUrl: inject('clusterUrl'),
    http: 'api',
    log: log.logger,
    change: (whole) => ({
      ...whole,
      matcher: {
        ...whole.matcher,
        accept: () => Promise.reject(new Error('Failing row contains (10000000)\n    at Paula Reyes')),
      },
    }),
  })
  try {
    const theirs = await openMatterForTwo(broken)
    await openSession(theirs)
    const { session } = await readOver(theirs, 'plaintiff')
    const headers = new Headers(theirs.people.plaintiff.headers)
    headers.set('Origin', broken.url)
    headers.set('Idempotency-Key', randomUUID())
    const response = await fetch(`${broken.url}/api/v1/sessions/${session.id}/entries`, {
      method: 'POST',
      headers,
      body: JSON.stringify(await sealOver(theirs, 'plaintiff', 'opening', 100_000_00n)),
    })
    expect(response.status).toBe(500)
    expect(await response.text()).toBe(receipt('internal-error'))
    const lines = log.lines().filter((line) => line.includes('request failed'))
    expect(lines).toHaveLength(1)
    expect(lines[0]).not.toMatch(/10000000|Failing|Paula|reyeslaw/)
    expect(lines[0]).toContain(response.headers.get('X-Request-Id'))
  } finally {
    await broken.close()
  }
})

/** All but what is made anew for each answer. */
function bytesOf(headers: Headers): string[] {
  const anew = new Set(['date', 'x-request-id', 'content-security-policy'])
  return [...headers].filter(([name]) => !anew.has(name)).map(([name, value]) => `${name}: ${value}`)
}

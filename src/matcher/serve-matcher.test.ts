import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { amountsOf, askOn } from '../../tests/support/revealing.ts'
import {
  commandOn,
  entryOn,
  openMatcherSession,
  startTestMatcher,
  type TestMatcher,
  withdrawalOn,
} from '../../tests/support/test-matcher.ts'
import type { ServedMatcher } from './answer-calls.ts'
import { createCheckedMatcher, type MatcherTrouble } from './checked-matcher.ts'
import { connectMatcher } from './client.ts'
import { frameOf } from './frames.ts'
import type { Matcher, OpenMatcher } from './protocol.ts'
import { serveMatcher } from './serve-matcher.ts'

let running: TestMatcher
let folder: string
let socketPath: string
let served: ServedMatcher
let client: OpenMatcher
let troubles: MatcherTrouble[]
const cutOff: string[] = []

const quiet = { warn: () => {} }
const serve = (matcher: Matcher, path = socketPath) =>
  serveMatcher(matcher, { socketPath: path, log: { warn: ({ cause }) => cutOff.push(cause) } })

beforeAll(async () => {
  running = await startTestMatcher()
})
afterAll(() => running.close())

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backchannel-socket-'))
  socketPath = join(folder, 'matcher.sock')
  cutOff.length = 0
  troubles = []
  served = await serve(createCheckedMatcher(running.matcher))
  client = connectMatcher({ socketPath, log: { warn: (trouble) => troubles.push(trouble) } })
})
afterEach(async () => {
  await client.close()
  await served.close()
  await rm(folder, { recursive: true })
})

const now = () => running.clock.now()
const trouble = (answered: MatcherTrouble['answered'], cause: string) =>
  expect.objectContaining({ answered, cause })

describe('over the socket', () => {
  test('every operation answers as it does without', async () => {
    const session = await openMatcherSession({ matcher: client })
    const at = now()
    const entry = await entryOn(session, 'defendant', 100_00n, { version: 0, at })
    const accepted = await client.accept(entry)
    expect(accepted).toMatchObject({ kind: 'recorded', record: { version: 1, entryId: entry.entryId } })
    expect(await running.matcher.accept(entry)).toEqual(accepted)
    const withdrawal = withdrawalOn(session, 'defendant', { version: 1, at })
    expect(await client.withdrawOrVoid(withdrawal)).toMatchObject({ record: { version: 2 } })
    expect(await client.closeOfOpening(commandOn(session, { version: 2, at }))).toMatchObject({
      record: { version: 3, outcome: { kind: 'no-deal' } },
    })
    const move = { version: 3, at, step: 'adjustment' as const }
    expect(await client.acceptAndCompare(await entryOn(session, 'plaintiff', 5_00n, move))).toMatchObject({
      record: { version: 4, outcome: { kind: 'accepted' } },
    })
    const asked = await askOn(session, 'plaintiff', { version: 4, at })
    const revealed = await client.reveal(asked.request)
    expect(revealed).toMatchObject({ kind: 'revealed', version: 4 })
    const sealed = revealed.kind === 'revealed' ? revealed.sealed : ''
    expect(amountsOf(await asked.open(sealed)) === '500').toBe(true)
    expect(await client.end({ ...commandOn(session, { version: 4, at }), by: null })).toMatchObject({
      record: { version: 5, outcome: { kind: 'ended' } },
    })
    const { sessionId } = session
    const since = { sessionId, version: 2 }
    expect(await client.recordsSince(since)).toEqual(await running.matcher.recordsSince(since))
    expect(await client.sessionsAhead({ known: [since] })).toEqual({ kind: 'ahead', sessionIds: [sessionId] })
    const { sessions } = sessionsOf(await client.sessionsSince({ since: at, after: null }))
    expect(sessions).toContainEqual({ sessionId, version: 5 })
    const later = sessionsOf(await client.sessionsSince({ since: at, after: sessionId })).sessions
    expect(later.every((each) => each.sessionId > sessionId)).toBe(true)
    expect(await client.sessionsSince({ since: at + 1, after: null })).toEqual({
      kind: 'sessions',
      sessions: [],
    })
    expect(troubles).toEqual([])
  })

  test('the longest request comes through', async () => {
    const { sessionId } = await openMatcherSession({ matcher: client })
    const known = Array.from({ length: 1_000 }, () => ({ sessionId, version: 0 }))
    expect(await client.sessionsAhead({ known })).toEqual({ kind: 'ahead', sessionIds: [] })
  })

  test('many calls at once each get their own answer', async () => {
    const sessions = await Promise.all(
      Array.from({ length: 40 }, () => openMatcherSession({ matcher: client })),
    )
    const answers = await Promise.all(
      sessions.map(async (session) =>
        client.accept(await entryOn(session, 'plaintiff', 100_00n, { version: 0, at: now() })),
      ),
    )
    for (const answer of answers) expect(answer).toMatchObject({ kind: 'recorded', record: { version: 1 } })
  })
})

describe('a call that fails', () => {
  test('is unavailable where nobody listens: nothing was sent', async () => {
    const session = await openMatcherSession({ matcher: client })
    await served.close()
    const command = commandOn(session, { version: 0, at: now() })
    expect(await client.closeOfOpening(command)).toEqual({ kind: 'unavailable' })
    expect(await client.recordsSince({ sessionId: session.sessionId, version: 0 })).toEqual({
      kind: 'unavailable',
    })
    expect(troubles).toEqual([trouble('unavailable', 'ECONNREFUSED'), trouble('unavailable', 'ECONNREFUSED')])
    served = await serve(createCheckedMatcher(running.matcher))
    expect(await client.closeOfOpening(command)).toMatchObject({ kind: 'recorded' })
  })

  test('is of unknown outcome when it takes too long, or the answer is none of the protocol', async () => {
    const session = await openMatcherSession({ matcher: client })
    const never = Promise.withResolvers<never>()
    const path = join(folder, 'other.sock')
    const other = await serve(
      {
        ...running.matcher,
        accept: () => never.promise,
        end: () => never.promise.catch(() => null as never),
      },
      path,
    )
    const hasty = connectMatcher({ socketPath: path, timeoutMs: 50, log: quiet })
    const entry = await entryOn(session, 'plaintiff', 100_00n, { version: 0, at: now() })
    expect(await hasty.accept(entry)).toEqual({ kind: 'outcome-unknown' })
    const patient = connectMatcher({ socketPath: path, log: { warn: (each) => troubles.push(each) } })
    const ending = patient.end({ ...commandOn(session, { version: 0, at: now() }), by: null })
    never.reject(new Error('over'))
    expect(await ending).toEqual({ kind: 'outcome-unknown' })
    expect(troubles).toEqual([trouble('outcome-unknown', 'malformed-answer')])
    await other.close()
  })

  test('changes nothing where it is none of the protocol', async () => {
    const { sessionId } = await openMatcherSession({ matcher: client })
    const refused = { kind: 'unavailable' }
    expect(await ask({ operation: 'reveal', request: { sessionId, side: 'plaintiff' } })).toEqual(refused)
    expect(await ask({ operation: 'toString', request: {} })).toEqual(refused)
    expect(await ask({ operation: 'close', request: {} })).toEqual(refused)
    expect(await ask({ operation: 'end', request: { sessionId, version: 0, extra: 1 } })).toEqual(refused)
    expect(await ask('end')).toEqual(refused)
    expect(await client.recordsSince({ sessionId, version: 0 })).toMatchObject({ version: 0, records: [] })
  })

  test.each([
    ['too long', Buffer.from([0x7f, 0xff, 0xff, 0xff, 0x7b]), 'too-long'],
    ['of more than one message', Buffer.concat([frameOf({}), frameOf({})]), 'too-long'],
    ['no JSON', Buffer.from([0, 0, 0, 2, 0x7b, 0x7b]), 'no-json'],
    ['cut off', Buffer.from([0, 0, 0, 2, 0x7b]), 'cut-off'],
  ])('is cut off where it is %s', async (_, bytes, cause) => {
    expect(await raw(bytes)).toEqual(Buffer.alloc(0))
    expect(cutOff).toEqual([cause])
  })
})

describe('the socket', () => {
  test('is open to its own user alone, and nothing lies beside it', async () => {
    expect((await stat(socketPath)).mode & 0o777).toBe(0o600)
    expect(await readdir(folder)).toEqual(['matcher.sock'])
  })

  test('is open to the group to which its folder is, and to no more', async () => {
    await chmod(folder, 0o750)
    const path = join(folder, 'shared.sock')
    const shared = await serve(running.matcher, path)
    expect((await stat(path)).mode & 0o777).toBe(0o660)
    await shared.close()
    for (const mode of [0o755, 0o701, 0o770]) {
      await chmod(folder, mode)
      await expect(serve(running.matcher, path)).rejects.toThrow('is open to others')
    }
  })

  test('is taken over from a matcher that was there, whose end does not touch it', async () => {
    const next = await serve(createCheckedMatcher(running.matcher))
    await served.close()
    expect((await openMatcherSession({ matcher: client })).publicKey).toHaveLength(65)
    await next.close()
    await rm(socketPath)
    await mkdir(join(folder, 'empty'))
    await writeFile(socketPath, 'left by something else')
    served = await serve(createCheckedMatcher(running.matcher))
    expect((await openMatcherSession({ matcher: client })).publicKey).toHaveLength(65)
  })
})

function sessionsOf(answer: Awaited<ReturnType<Matcher['sessionsSince']>>) {
  if (answer.kind !== 'sessions') throw new Error(answer.kind)
  return answer
}

async function ask(message: unknown): Promise<unknown> {
  const answer = await raw(frameOf(message))
  return JSON.parse(answer.subarray(4).toString())
}

/** What comes back for these bytes until the other end hangs up. */
async function raw(bytes: Buffer): Promise<Buffer> {
  const socket = connect(socketPath)
  const chunks: Buffer[] = []
  socket.on('data', (chunk: Buffer) => chunks.push(chunk))
  // A connection that is destroyed with bytes unread is reset.
  socket.on('error', () => {})
  socket.end(bytes)
  await new Promise<void>((resolve) => socket.once('close', () => resolve()))
  return Buffer.concat(chunks)
}

import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { copyDatabase } from '../../tests/support/database-copy.ts'
import {
  commandOn,
  entryOn,
  type MatcherSession,
  openMatcherSession,
  startTestMatcher,
  type TestMatcher,
} from '../../tests/support/test-matcher.ts'
import { bytesFromBase64url } from '../contract/sealing-base64url.ts'
import type { VoidBothRequest } from './protocol.ts'

let running: TestMatcher
let owner: pg.Client

beforeAll(async () => {
  running = await startTestMatcher()
  owner = new pg.Client({ connectionString: running.database.ownerUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await running.close()
})

const now = () => running.clock.now()

function voidingOf(session: MatcherSession, version: number): VoidBothRequest {
  const { seats, currency } = session
  const command = commandOn(session, { version, at: now(), idempotencyKey: `void-both/${version}` })
  return { ...command, seats, currency, practice: false, step: 'opening' }
}

const enter = async (
  session: MatcherSession,
  version: number,
  side: 'plaintiff' | 'defendant' = 'plaintiff',
) => running.matcher.accept(await entryOn(session, side, 50_000n, { version, at: now() }))

async function rekeyed(session: MatcherSession, version: number): Promise<MatcherSession> {
  const answer = await running.matcher.voidBoth(voidingOf(session, version))
  if (answer.kind !== 'recorded' || answer.record.outcome.kind !== 'both-voided')
    throw new Error(`not voided: ${answer.kind}`)
  return { ...session, publicKey: bytesFromBase64url(answer.record.outcome.publicKey) }
}

const damageKeyOf = ({ sessionId }: MatcherSession) =>
  running.db.updateTable('sessions').set({ keyDay: 1 }).where('id', '=', sessionId).execute()

describe('both numbers', () => {
  test('are not voided where nothing is lost, whoever asks', async () => {
    const session = await openMatcherSession(running)
    await enter(session, 0)
    const asked = running.matcher.voidBoth(voidingOf(session, 1))
    await expect(asked).rejects.toMatchObject({ code: 'out-of-step' })
  })

  test('are void where the caller knows more than the store, and the version passes over what it knows', async () => {
    const session = await openMatcherSession(running)
    await enter(session, 0)
    const ahead = await entryOn(session, 'defendant', 60_000n, { version: 5, at: now() })
    expect(await running.matcher.accept(ahead)).toEqual({ kind: 'numbers-lost' })
    const { sessionId } = session
    expect(await running.matcher.recordsSince({ sessionId, version: 5 })).toEqual({
      kind: 'numbers-lost',
      version: 1,
      records: [],
    })
    const anew = await rekeyed(session, 5)
    expect(await running.matcher.recordsSince({ sessionId, version: 5 })).toMatchObject({
      kind: 'records',
      version: 6,
      records: [{ operation: 'void-both', side: null, version: 6 }],
    })
    expect(await enter(session, 6)).toEqual({ kind: 'refused', code: 'envelope-unreadable' })
    expect(await enter(anew, 6)).toMatchObject({ kind: 'recorded', record: { version: 7 } })
  })

  test('are void where the key is lost, once: a repeat gets the record of then', async () => {
    const session = await openMatcherSession(running)
    await enter(session, 0)
    await damageKeyOf(session)
    expect(await enter(session, 1, 'defendant')).toEqual({ kind: 'numbers-lost' })
    const known = { sessionId: session.sessionId, version: 1 }
    const ahead = await running.matcher.sessionsAhead({ known: [known] })
    expect(ahead).toEqual({ kind: 'ahead', sessionIds: [session.sessionId] })
    const first = await running.matcher.voidBoth(voidingOf(session, 1))
    expect(first).toMatchObject({ kind: 'recorded', record: { version: 2 } })
    expect(await running.matcher.voidBoth(voidingOf(session, 1))).toEqual(first)
    const close = await running.matcher.closeOfOpening(commandOn(session, { version: 2, at: now() }))
    expect(close).toMatchObject({ record: { outcome: { kind: 'no-deal' } } })
  })

  test('leave no envelope behind that was sealed to the key before', async () => {
    const session = await openMatcherSession(running)
    const entry = await entryOn(session, 'plaintiff', 50_000n, { version: 0, at: now() })
    await running.matcher.accept(entry)
    await damageKeyOf(session)
    await rekeyed(session, 1)
    const { rows } = await owner.query(
      `select envelope from matcher.records where session_id = $1 and envelope is not null
       union all select envelope from matcher.standing where session_id = $1 and entry_id is not null`,
      [session.sessionId],
    )
    expect(rows).toEqual([])
  })
})

describe('a matcher that dies between its commit and its mark', () => {
  /** Another over the same store whose marks cannot be written. */
  async function dying() {
    const other = await running.connect(running.database.matcherUrl, {
      raise: async () => {
        throw new Error('the process died')
      },
    })
    return other
  }

  test('has decided, and the next answer marks it: nothing is taken for lost', async () => {
    const session = await openMatcherSession(running)
    const other = await dying()
    const entry = await entryOn(session, 'plaintiff', 50_000n, { version: 0, at: now() })
    await expect(other.matcher.accept(entry)).rejects.toMatchObject({ code: 'mark-not-kept' })
    await other.close()
    const { sessionId } = session
    expect(running.marks.find(sessionId).version).toBe(0)
    const records = await running.matcher.recordsSince({ sessionId, version: 0 })
    expect(records).toMatchObject({ kind: 'records', version: 1 })
    expect(running.marks.find(sessionId)).toEqual({ version: 1, tombstone: null })
  })

  test('at the end of a session: the next answer sets its tombstone, and an older copy is held', async () => {
    const session = await openMatcherSession(running)
    const copy = await copyDatabase(running.database.ownerUrl)
    const other = await dying()
    const end = { ...commandOn(session, { version: 0, at: now(), idempotencyKey: 'end' }), by: null }
    await expect(other.matcher.end(end)).rejects.toMatchObject({ code: 'mark-not-kept' })
    await other.close()
    expect(await running.matcher.end(end)).toMatchObject({ kind: 'recorded' })
    const { sessionId } = session
    expect(running.marks.find(sessionId).tombstone).toMatchObject({ operation: 'end', version: 1 })
    await copy.restore()
    const held = { kind: 'held' }
    expect(await running.matcher.recordsSince({ sessionId, version: 0 })).toEqual(held)
    expect(await enter(session, 0)).toEqual(held)
    expect(await running.matcher.end(end)).toEqual(held)
    expect(await running.matcher.voidBoth(voidingOf(session, 0))).toEqual(held)
  })
})

test('a held session’s key and envelopes go with the next daily work, or the next start', async () => {
  const session = await openMatcherSession(running)
  await enter(session, 0)
  const copy = await copyDatabase(running.database.ownerUrl)
  await running.matcher.end({ ...commandOn(session, { version: 1, at: now() }), by: null })
  await copy.restore()
  const started = await running.connect(running.database.matcherUrl)
  await started.upkeep.perform()
  await started.close()
  const { rows } = await owner.query(
    `select wrapped_private_key as kept from matcher.sessions where id = $1
     union all select envelope from matcher.records where session_id = $1
     union all select envelope from matcher.standing where session_id = $1`,
    [session.sessionId],
  )
  expect(rows.filter(({ kept }) => kept !== null)).toEqual([])
  const { sessionId } = session
  expect(await running.matcher.recordsSince({ sessionId, version: 1 })).toEqual({ kind: 'held' })
})

test('only with a new key pair, or the end, does a session leave the order of its versions', async () => {
  const session = await openMatcherSession(running)
  const changes = [
    'update matcher.sessions set version = version + 2 where id = $1',
    'update matcher.sessions set public_key = public_key where id = $1',
    `update matcher.sessions set step = 'ended' where id = $1`,
  ]
  for (const change of changes)
    await expect(owner.query(change, [session.sessionId])).rejects.toThrow(/forward only|key_until_the_end/)
})

import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { makeAuthority } from '../../tests/support/certificates.ts'
import { createTestDatabase, type TestDatabase } from '../../tests/support/database.ts'
import { freePort } from '../../tests/support/server-process.ts'
import {
  commandOn,
  entryOn,
  type MatcherSession,
  openMatcherSession,
} from '../../tests/support/test-matcher.ts'
import { waitUntilBlocked } from '../../tests/support/wait-until-blocked.ts'
import { databaseClock } from '../server/db/clock.ts'
import { type Db, openDatabase, openPool, type Tx } from '../server/db/database.ts'
import { connectMatcher } from './client.ts'
import { confinedCommand } from './confined-command.ts'
import type { EntryRequest, OpenMatcher } from './protocol.ts'
import type { MatcherSettings } from './settings.ts'
import { startProcess } from './start-process.ts'
import { type SupervisedMatcher, superviseMatcher } from './supervise-matcher.ts'

let database: TestDatabase
let owner: Db
let folder: string
let settings: MatcherSettings
let socketPath: string
let client: OpenMatcher
const supervised = new Set<SupervisedMatcher>()

beforeAll(async () => {
  database = await createTestDatabase()
  owner = openDatabase(openPool(database.ownerUrl, 'matcher', { onError: () => {} }))
  folder = await mkdtemp(join(tmpdir(), 'backchannel-matcher-'))
  socketPath = join(folder, 'run', 'matcher.sock')
  settings = {
    databaseUrl: database.matcherUrl,
    keyFolder: join(folder, 'keys'),
    socketPath,
    logLevel: 'silent',
  }
  client = connectMatcher({ socketPath, log: { warn: () => {} } })
})
afterEach(async () => {
  for (const each of supervised) await each.stop()
  supervised.clear()
})
afterAll(async () => {
  await client.close()
  await owner.destroy()
  await database.drop()
  await rm(folder, { recursive: true })
})

const now = () => databaseClock(owner)
const setPassword = async () => {
  throw new Error('the address names the password')
}
const log = { info: () => {}, error: () => {} }

async function start(changed: Partial<MatcherSettings> = {}): Promise<SupervisedMatcher> {
  const started = await superviseMatcher({ settings: { ...settings, ...changed }, setPassword, log })
  supervised.add(started)
  return started
}

const entryFor = async (session: MatcherSession): Promise<EntryRequest> =>
  entryOn(session, 'plaintiff', 100_00n, { version: 0, at: await now() })

describe('the process', () => {
  test('answers over a socket that is its user’s alone, and is gone when it is stopped', async () => {
    const matcher = await start()
    const session = await openMatcherSession({ matcher: client })
    expect(await client.accept(await entryFor(session))).toMatchObject({ kind: 'recorded' })
    expect((await stat(join(folder, 'run'))).mode & 0o777).toBe(0o700)
    expect((await stat(socketPath)).mode & 0o777).toBe(0o600)
    const today = new Date(await now()).toISOString().slice(0, 10)
    expect((await readdir(settings.keyFolder)).sort()).toEqual([`day-${today}.key`, 'marks.log'])
    await matcher.stop()
    expect(() => process.kill(matcher.pid, 0)).toThrow('ESRCH')
    const command = commandOn(session, { version: 1, at: await now() })
    expect(await client.closeOfOpening(command)).toEqual({ kind: 'unavailable' })
  })

  test('answers callers of other hosts over TLS, without a socket, its certificates told to it like the rest', async () => {
    const authority = await makeAuthority('the operator')
    const address = { host: '127.0.0.1', port: await freePort() }
    const { socketPath: _, ...rest } = settings
    const matcher = await superviseMatcher({
      settings: {
        ...rest,
        tls: {
          ...address,
          identity: await authority.issue({ names: [address.host], purpose: 'server' }),
          clientNames: ['backchannel-web'],
        },
      },
      setPassword,
      log,
    })
    supervised.add(matcher)
    const identity = await authority.issue({ names: ['backchannel-web'], purpose: 'client' })
    const overTls = connectMatcher({ tls: { identity, addresses: [address] }, log: { warn: () => {} } })
    const session = await openMatcherSession({ matcher: overTls })
    expect(await overTls.accept(await entryFor(session))).toMatchObject({ kind: 'recorded' })
    await overTls.close()
  })

  test('says why it cannot start, and leaves nothing running', async () => {
    const keyFolder = join(folder, 'open-keys')
    await mkdir(keyFolder)
    await chmod(keyFolder, 0o755)
    await expect(start({ keyFolder })).rejects.toThrow('open-keys can be read by others')
    const openPath = join(folder, 'open-run', 'matcher.sock')
    await mkdir(join(folder, 'open-run'))
    await chmod(join(folder, 'open-run'), 0o755)
    await expect(start({ socketPath: openPath })).rejects.toThrow('open-run is open to others')
  })

  test('reads its code and its keys, writes its keys, and does nothing else', async () => {
    const outside = join(folder, 'outside')
    await writeFile(outside, 'of somebody else')
    await start()
    const fixture = fileURLToPath(new URL('confined.fixture.ts', import.meta.url))
    const { program, args } = confinedCommand(fixture, settings)
    const keyFile = join(settings.keyFolder, 'marks.log')
    const { stdout } = await promisify(execFile)(program, [...args, keyFile, outside], { env: {} })
    await rm(join(settings.keyFolder, 'written'))
    const denied = 'ERR_ACCESS_DENIED'
    expect(JSON.parse(stdout)).toEqual({
      'read its keys': 'allowed',
      'write beside its keys': 'allowed',
      'read its code': 'allowed',
      'write its code': denied,
      'read what is not its own': denied,
      'write what is not its own': denied,
      'start a program': denied,
      'start a thread': denied,
      'open an inspector': denied,
    })
  })

  test('ends with the process that started it, killed outright', async () => {
    const fixture = fileURLToPath(new URL('launch.fixture.ts', import.meta.url))
    const launcher: ChildProcess = spawn(process.execPath, [fixture, JSON.stringify(settings)], {
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    if (!launcher.stdout || !launcher.stderr) throw new Error('no pipes')
    // Both hold it open: it ends with the later of the two.
    const bothGone = text(launcher.stderr)
    await once(createInterface(launcher.stdout), 'line')
    const session = await openMatcherSession({ matcher: client })
    launcher.kill('SIGKILL')
    await bothGone
    const command = commandOn(session, { version: 0, at: await now() })
    expect(await client.closeOfOpening(command)).toEqual({ kind: 'unavailable' })
  })
})

describe('killed', () => {
  test('amid a call, the outcome is unknown; the next is unavailable; another process answers both', async () => {
    const killed = await startProcess({ settings, setPassword })
    const atWork = await openMatcherSession({ matcher: client })
    const after = await openMatcherSession({ matcher: client })
    const [first, second] = [await entryFor(atWork), await entryFor(after)]
    await owner.transaction().execute(async (tx) => {
      await lockSession(tx, atWork)
      const answer = client.accept(first)
      await waitUntilBlocked(owner)
      process.kill(killed.pid, 'SIGKILL')
      expect(await answer).toEqual({ kind: 'outcome-unknown' })
    })
    await killed.ended
    expect(await client.accept(second)).toEqual({ kind: 'unavailable' })
    await start()
    for (const request of [first, second]) {
      const answer = await client.accept({ ...request, at: await now() })
      expect(answer).toMatchObject({ kind: 'recorded', record: { version: 1 } })
    }
  })

  test('again and again under load, it loses nothing that it acknowledged and does nothing twice', async () => {
    const matcher = await start()
    const sessions: MatcherSession[] = []
    for (let i = 0; i < 60; i += 1) sessions.push(await openMatcherSession({ matcher: client }))
    const requests = await Promise.all(sessions.map(entryFor))
    const seen = new Set<string>()
    for (const batch of [requests.slice(0, 20), requests.slice(20, 40), requests.slice(40)]) {
      const again = matcher.restarted
      const answers = batch.map(async (request) => client.accept({ ...request, at: await now() }))
      await Promise.race(answers)
      process.kill(matcher.pid, 'SIGKILL')
      for (const [index, answer] of (await Promise.all(answers)).entries()) {
        seen.add(answer.kind)
        expect(['recorded', 'unavailable', 'outcome-unknown']).toContain(answer.kind)
        if (answer.kind === 'recorded') {
          const { sessionId } = batch[index] as EntryRequest
          expect(await recordsOf(sessionId)).toBe(1)
        }
      }
      await again
    }
    expect(seen).toContain('recorded')
    for (const request of requests) {
      const answer = await client.accept({ ...request, at: await now() })
      expect(answer).toMatchObject({ kind: 'recorded', record: { version: 1, entryId: request.entryId } })
      expect(await recordsOf(request.sessionId)).toBe(1)
    }
  })
})

async function recordsOf(sessionId: string): Promise<number> {
  const { rows } = await sql`select 1 from matcher.records where session_id = ${sessionId}`.execute(owner)
  return rows.length
}

const lockSession = (tx: Tx, { sessionId }: MatcherSession) =>
  sql`select 1 from matcher.sessions where id = ${sessionId} for update`.execute(tx)

import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createTestDatabase } from '../../tests/support/database.ts'
import { startKmsServer } from '../../tests/support/kms-server.ts'
import { commandOn, entryOn, openMatcherSession } from '../../tests/support/test-matcher.ts'
import { databaseClock } from '../server/db/clock.ts'
import { openDatabase, openPool } from '../server/db/database.ts'
import { connectMatcher } from './client.ts'
import { superviseMatcher } from './supervise-matcher.ts'

const log = { info: () => {}, error: () => {}, warn: () => {} }

test('with keys of the day in a KMS, the confined process decides, and finds them again after it was killed', async () => {
  const kms = await startKmsServer()
  const database = await createTestDatabase()
  const owner = openDatabase(openPool(database.ownerUrl, 'matcher', { onError: () => {} }))
  const folder = await mkdtemp(join(tmpdir(), 'backchannel-kms-'))
  const socketPath = join(folder, 'run', 'matcher.sock')
  const client = connectMatcher({ socketPath, log })
  const supervised = await superviseMatcher({
    settings: {
      databaseUrl: database.matcherUrl,
      keyFolder: join(folder, 'keys'),
      kms: kms.settings,
      socketPath,
      logLevel: 'silent',
    },
    setPassword: async () => {
      throw new Error('the address names the password')
    },
    log,
  })
  try {
    const session = await openMatcherSession({ matcher: client })
    const at = await databaseClock(owner)
    const entry = await entryOn(session, 'plaintiff', 100_00n, { version: 0, at })
    expect(await client.accept(entry)).toMatchObject({ kind: 'recorded' })
    // Marks lie there; no key does.
    expect(await readdir(join(folder, 'keys'))).toEqual(['marks.log'])
    expect(kms.seen).toContain('ImportKeyMaterial')

    process.kill(supervised.pid, 'SIGKILL')
    const again = async () =>
      client.closeOfOpening(commandOn(session, { version: 1, at: await databaseClock(owner) }))
    await expect.poll(again, { timeout: 60_000 }).toMatchObject({ kind: 'recorded' })
  } finally {
    await supervised.stop()
    await client.close()
    await owner.destroy()
    await database.drop()
    await kms.close()
    await rm(folder, { recursive: true })
  }
})

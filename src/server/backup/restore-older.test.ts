import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kysely, PostgresDialect } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { emptyDatabase } from '../../../tests/support/cluster.ts'
import {
  createTwoLawyers,
  expectOk,
  hours,
  type Negotiation,
  openMatterForTwo,
  openSession,
} from '../../../tests/support/negotiation.ts'
import { openTable } from '../../../tests/support/table.ts'
import { startTestServer, type TestServer } from '../../../tests/support/test-server.ts'
import { SIDES } from '../../domain/side.ts'
import { openPool } from '../db/database.ts'
import { openFileStore } from '../files/file-store.ts'
import { sweepDue } from '../sessions/sweep-due.ts'
import { sweepUntold } from '../sessions/sweep-untold.ts'
import { type RestoreParts, restoreBackup } from './restore-backup.ts'
import { writeBackup } from './write-backup.ts'

/*
 * The drill of the day on which the backup is older than what was answered since: put back beside the key folder as it is
 * now, and beside none. In each matter both numbers stood at the time of the backup.
 */
const MATTERS = ['untouched', 'moved', 'ended'] as const
type Matter = (typeof MATTERS)[number]

let server: TestServer
let scratch: string
let backup: string
const matters = new Map<Matter, Negotiation>()
const closing: (() => Promise<void>)[] = []

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'backchannel-older-'))
  server = await startTestServer({ clusterUrl: inject('clusterUrl') })
  const people = await createTwoLawyers(server)
  for (const matter of MATTERS) {
    const negotiation = await openMatterForTwo(server, { people, caption: `${matter} v. Backup` })
    await openSession(negotiation)
    server.clock.advance(1_000)
    for (const side of SIDES) await openTable(negotiation, server.services).enter(side, 'opening', 500_00n)
    matters.set(matter, negotiation)
  }
  backup = join(scratch, 'backup')
  expectOk(await writeBackup(partsOf(server.ownerUrl, join(scratch, 'files')), backup))

  server.clock.advance(60_000)
  await openTable(of('moved'), server.services).enter('plaintiff', 'opening', 600_00n)
  await openTable(of('ended'), server.services).end('defendant')
})
afterAll(async () => {
  for (const close of closing.toReversed()) await close()
  await server.close()
  await rm(scratch, { recursive: true, force: true })
})

function of(matter: Matter): Negotiation {
  const negotiation = matters.get(matter)
  if (!negotiation) throw new Error(`no matter ${matter}`)
  return negotiation
}

function partsOf(ownerUrl: string, filesFolder: string): RestoreParts {
  const pool = openPool(ownerUrl, 'public', { max: 2, onError: () => {} })
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  closing.push(() => db.destroy())
  const journalSecret = server.ctx.config.secrets.journal
  return { db, ownerUrl, files: openFileStore(filesFolder), journalSecret }
}

/** The backup in an installation of its own, at work a minute after the last that was answered. */
async function restoredBeside(keyFolder: string | null): Promise<TestServer> {
  const { ownerUrl, drop } = await emptyDatabase(inject('clusterUrl'))
  closing.push(drop)
  const folder = await mkdtemp(join(scratch, 'restored-'))
  expectOk(await restoreBackup(partsOf(ownerUrl, join(folder, 'files')), backup))
  if (keyFolder !== null) await cp(keyFolder, join(folder, 'keys'), { recursive: true })
  const over = await startTestServer({ clusterUrl: inject('clusterUrl'), over: { ownerUrl, folder } })
  closing.push(over.close)
  over.clock.set(server.clock.now() + 60_000)
  await sweepUntold(over.ctx)
  await sweepDue(over.ctx)
  return over
}

/** What both sides see of it, which has to be the same but for the side itself. */
async function seen(over: TestServer, matter: Matter) {
  const table = openTable(of(matter), over.services)
  const [a, b] = await Promise.all(SIDES.map((side) => table.read(side)))
  if (!a?.view.own || !b?.view.own) throw new Error('two sides')
  const alike = ({ own: _, ...view }: typeof a.view) => view
  if (matter !== 'untouched') expect(alike(a.view)).toEqual(alike(b.view))
  return { view: a.view, own: [a.view.own, b.view.own] as const }
}

async function eventsOf(over: TestServer, matter: Matter, type: string) {
  return over.ctx.db
    .selectFrom('journal')
    .select(['chain', 'at'])
    .where('matterId', '=', of(matter).matterId)
    .where('type', '=', type)
    .execute()
}

describe('an older backup beside the key folder as it is now', () => {
  let over: TestServer
  beforeAll(async () => {
    over = await restoredBeside(join(server.ctx.config.folder, 'keys'))
  })

  it('holds a session that has ended since: both sides are told alike, and nothing is done with it', async () => {
    const { view, own } = await seen(over, 'ended')
    expect(view).toMatchObject({ heldAt: over.clock.now(), ending: null })
    for (const { standing } of own) expect(standing).toBeNull()
    const table = openTable(of('ended'), over.services)
    expect(await table.enter('defendant', 'opening', 500_00n)).toMatchObject({ code: 'session-held' })
  })

  it('voids both numbers of a session of which more was answered since, at one instant, and asks anew', async () => {
    const { view, own } = await seen(over, 'moved')
    expect(view).toMatchObject({ phase: 'opening', numbersVoidedAt: over.clock.now(), heldAt: null })
    for (const side of own) expect(side).toMatchObject({ standing: null, next: 'enter-number' })
    expect(await eventsOf(over, 'moved', 'numbers-voided')).toEqual([
      { chain: 'shared', at: over.clock.now() },
    ])
  })

  it('leaves alone a session of which nothing was: its numbers make their deal, and those asked for anew theirs', async () => {
    const { view, own } = await seen(over, 'untouched')
    expect(view).toMatchObject({ numbersVoidedAt: null, heldAt: null })
    for (const { standing } of own) expect(standing).not.toBeNull()
    const moved = openTable(of('moved'), over.services)
    for (const side of SIDES)
      expect(await moved.enter(side, 'opening', 700_00n)).toMatchObject({ code: null })
    over.clock.advance(hours(48))
    expect((await openTable(of('untouched'), over.services).read('plaintiff')).deal?.dealNumberCents).toBe(
      '50000',
    )
    expect((await moved.read('plaintiff')).deal?.dealNumberCents).toBe('70000')
  })
})

describe('a backup without its key folder', () => {
  it('has the numbers of every live session voided at one instant, and deals can be made of new ones', async () => {
    const over = await restoredBeside(null)
    for (const matter of MATTERS) {
      const { view, own } = await seen(over, matter)
      expect(view).toMatchObject({ phase: 'opening', numbersVoidedAt: over.clock.now(), heldAt: null })
      for (const side of own) expect(side).toMatchObject({ standing: null, next: 'enter-number' })
      expect(await eventsOf(over, matter, 'numbers-voided')).toHaveLength(1)
    }
    const table = openTable(of('untouched'), over.services)
    for (const side of SIDES)
      expect(await table.enter(side, 'opening', 800_00n)).toMatchObject({ code: null })
    over.clock.advance(hours(48))
    expect((await table.read('defendant')).deal?.dealNumberCents).toBe('80000')
  })
})

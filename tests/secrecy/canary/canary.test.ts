import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { HOUR_MS } from '../../../src/domain/deadlines.ts'
import { SIDES, type Side } from '../../../src/domain/side.ts'
import { sendMail } from '../../../src/server/mail/send-mail.ts'
import { startTestCluster, type TestCluster } from '../../support/cluster.ts'
import { playWorld } from '../play-world.ts'
import type { Act, Doing, World } from '../world.ts'
import { startWorldServer, type WorldServer } from '../world-server.ts'
import { type Canary, type Scanner, scannerFor } from './scan.ts'

/** Numbers of eleven digits and more: none turns up by accident, and none is the deal's, which is a whole unit. */
const CANARIES: readonly (Canary & { readonly side: Side; readonly at: number })[] = [
  { name: 'first demand', side: 'plaintiff', at: 2, cents: 964_172_830_519n },
  { name: 'changed demand', side: 'plaintiff', at: 5, cents: 951_827_364_027n },
  { name: 'first offer, withdrawn', side: 'defendant', at: 3, cents: 127_384_659_083n },
  { name: 'second offer', side: 'defendant', at: 9, cents: 138_495_726_146n },
  { name: 'last demand', side: 'plaintiff', at: 60, cents: 492_738_165_091n },
  { name: 'last offer', side: 'defendant', at: 70, cents: 618_372_950_457n },
]
/** Put everywhere on purpose, to show that it would be found there. */
const CONTROL: Canary = { name: 'control', cents: 731_826_495_137n }
const CONTROL_TEXT = '7,318,264,951.37'
/** Only to end what never ends: a busy machine takes minutes. */
const LIMIT_MS = 600_000

let cluster: TestCluster
let world: WorldServer
beforeAll(async () => {
  // Of its own: its log of changes holds what this test did, and nothing else.
  cluster = await startTestCluster()
  world = await startWorldServer(cluster.ownerUrl)
}, LIMIT_MS)
afterAll(async () => {
  await world.close()
  await cluster.stop()
})

function script(): World {
  const act = (name: string, side: Side, hours: number, does: Doing): Act => {
    return { name, side, at: hours * HOUR_MS, matter: 'main', does }
  }
  const looks = [10, 71].flatMap((hours) =>
    ([0, 1, 2, 3, 4] as const).flatMap((share) =>
      (['data', 'pages'] as const).map((what) => ({ at: hours * HOUR_MS, what, share })),
    ),
  )
  return {
    acts: [
      ...CANARIES.map(({ name, side, at, cents }) => act(name, side, at, { type: 'enter', cents })),
      act('withdrawal', 'defendant', 6, { type: 'withdraw' }),
      act('reveal', 'plaintiff', 11, { type: 'reveal' }),
      act('reveal', 'defendant', 12, { type: 'reveal' }),
    ].sort((a, b) => a.at - b.at),
    looks,
    skews: [],
    draw: 600_000_000n,
  }
}

/** Files, log of changes and all: of the whole database server. */
async function scanDatabase(scanner: Scanner): Promise<void> {
  const { owner } = world
  await owner.query('checkpoint')
  const { rows } = await owner.query<{ folder: string }>(`select current_setting('data_directory') as folder`)
  const folder = rows[0]?.folder ?? ''
  await scanner.folder('files of the database', join(folder, 'base'))
  await scanner.folder('log of changes of the database', join(folder, 'pg_wal'))
  const pid = Number((await readFile(join(folder, 'postmaster.pid'), 'utf8')).split('\n')[0])
  await scanner.environment('environment of the database', pid)
  await scanner.environment('environment of the server', process.pid)
  const tables = await owner.query<{ name: string }>(
    `select oid::regclass::text as name from pg_class where relkind = 'r'`,
  )
  for (const { name } of tables.rows) {
    const dump = await owner.query<{ row: string }>(`select t::text as row from ${name} t`)
    scanner.bytes('dump of the database', dump.rows.map(({ row }) => row).join('\n'))
  }
}

test(
  'no number is in anything that is stored, logged, sent or shown',
  async () => {
    const scanner = scannerFor(CANARIES)
    for (const side of SIDES) {
      const { seen } = await playWorld(world, side, script())
      // Not in vain: all were accepted, and came to a deal that is none of them.
      expect(seen.filter(({ text }) => text.includes('"result":"done"')).length).toBeGreaterThanOrEqual(4)
      expect(seen.some(({ text }) => text.includes('"dealNumberCents":"'))).toBe(true)
      for (const { label, text } of seen) {
        const place = /^(mail|events|answer)/.exec(label)?.[0] ?? 'pages and papers'
        scanner.bytes(place, Buffer.from(text, 'latin1'))
      }
      scanner.bytes('log', world.takeLog().join('\n'))
    }
    await scanDatabase(scanner)
    expect(scanner.findings).toEqual([])
    // In the log nothing has to be.
    for (const place of ['mail', 'events', 'answer', 'pages and papers', 'dump of the database']) {
      expect(scanner.scanned.get(place), place).toBeGreaterThan(100)
    }
  },
  LIMIT_MS,
)

test(
  'one that was put there is found in each of these places',
  async () => {
    const scanner = scannerFor([CONTROL])
    const { ctx } = world.server
    await world.owner.query('create table app.control (t text, i int8, f float8, n numeric)')
    await world.owner.query('insert into app.control values ($1, $2, $3, $4)', [
      CONTROL_TEXT,
      String(CONTROL.cents),
      Number(CONTROL.cents),
      String(CONTROL.cents),
    ])
    ctx.log.warn({ amount: Number(CONTROL.cents) }, 'on purpose')
    scanner.bytes('log', world.takeLog().join('\n'))
    const mail = {
      to: { email: 'control@reyeslaw.example', name: '' },
      subject: 'On purpose',
      text: CONTROL_TEXT,
      html: '',
    }
    await sendMail(ctx, { messageId: '<1@localhost>', date: 0, mail })
    for (const text of await world.takeMail('')) scanner.bytes('mail', text)
    await scanDatabase(scanner)
    await world.owner.query('drop table app.control')
    const found = new Set(scanner.findings.map(({ place, encoding }) => `${place}: ${encoding}`))
    for (const place of ['files of the database', 'log of changes of the database']) {
      expect(found).toContain(`${place}: text “#,###,###,###.##”`)
      expect(found).toContain(`${place}: int64, little end first`)
      expect(found).toContain(`${place}: float64, little end first`)
      expect(found).toContain(`${place}: numeric, as it is stored`)
    }
    expect(found).toContain('dump of the database: text “#,###,###,###.##”')
    expect(found).toContain('log: text “############”')
    expect(found).toContain('mail: text “#,###,###,###.##”')
  },
  LIMIT_MS,
)

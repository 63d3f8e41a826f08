import { join } from 'node:path'
import type { Viewer } from '../../src/contract/viewer.ts'
import { DAY_MS } from '../../src/domain/deadlines.ts'
import { listMatters } from '../../src/server/matters/list-matters.ts'
import { sweepDue } from '../../src/server/sessions/sweep-due.ts'
import { openUntoldSweep } from '../../src/server/sessions/sweep-untold.ts'
import { type Desk, openDesk } from '../entry/desk.ts'
import { ENTRIES_A_SEAT, seedInAdjustment } from '../entry/stage.ts'
import { LoadConnection } from '../support/http-load.ts'
import { type BenchServer, openInstallation, startServer } from '../support/installation.ts'
import { type Office, openOffice } from '../support/open-office.ts'
import { ms, ratio, type Section, table } from '../support/report.ts'
import {
  MATTERS_A_LAWYER,
  matterOf,
  seedMatcher,
  seedMatters,
  stateInAdjustment,
} from '../support/seed-matters.ts'
import { median } from '../support/statistics.ts'

export type LiveOptions = { readonly few: number; readonly many: number; readonly rounds: number }

/** Where the matters begin that are worked with; the many come after. */
const CROWD_FIRST = 10 * MATTERS_A_LAWYER
const WORKED_WITH = MATTERS_A_LAWYER
const WARM_UP = 50

/** What the same costs among a thousand live sessions and among very many, turn by turn. */
export async function benchLive({ few, many, rounds }: LiveOptions): Promise<Section> {
  const opened: House[] = []
  try {
    for (const sessions of [few, many]) opened.push(await openHouse(sessions))
    const [small, large] = opened
    if (!small || !large) throw new Error('two houses')
    for (const house of opened) for (let turn = 0; turn < WARM_UP; turn += 1) await enter(house)
    const found: Record<string, [number[], number[]]> = {}
    for (let round = 0; round < rounds; round += 1) {
      for (const [what, act] of Object.entries(ACTS)) {
        const [ofSmall, ofLarge] = found[what] ?? [[], []]
        ofSmall.push(await timed(() => act(small)))
        ofLarge.push(await timed(() => act(large)))
        found[what] = [ofSmall, ofLarge]
      }
    }
    return report(found, { few, many, rounds, ...large })
  } finally {
    for (const house of opened) await house.close()
  }
}

type House = {
  readonly office: Office
  readonly server: BenchServer
  readonly connection: LoadConnection
  readonly desk: Desk
  readonly viewer: Viewer
  readonly seedMs: number
  readonly sweepUntold: ReturnType<typeof openUntoldSweep>
  /** Its first run, which goes through all sessions. */
  readonly sweepAllMs: number
  close(): Promise<void>
}

const ACTS: Readonly<Record<string, (house: House) => Promise<unknown>>> = {
  'entering a number, over HTTP': enter,
  'the matters list of one lawyer (100 matters)': ({ office, viewer }) =>
    listMatters(office.ctx, viewer, { q: '', filter: 'all', sort: 'deadline', page: 1 }),
  'the sweep for due sessions': ({ office }) => sweepDue(office.ctx),
  'the sweep for what the matcher alone knows': ({ office, sweepUntold }) => sweepUntold(office.ctx),
}

async function enter({ desk, connection }: House): Promise<void> {
  const [draft] = desk.take(1)
  if (!draft) throw new Error('no entry')
  const { status } = await connection.send(await desk.seal(draft))
  if (status !== 200) throw new Error(`an entry was answered with ${status}`)
}

async function openHouse(sessions: number): Promise<House> {
  const installation = await openInstallation()
  const ownerUrl = await installation.createDatabase('house')
  const server = await startServer({ ownerUrl, folder: join(installation.folder, 'house') })
  const office = await openOffice(server, ownerUrl)
  const range = { first: 0, count: WORKED_WITH }
  await seedInAdjustment(office, ownerUrl, range)
  const now = await office.ctx.clock(office.ctx.db)
  const begun = performance.now()
  const crowd = {
    first: CROWD_FIRST,
    count: sessions - WORKED_WITH,
    state: stateInAdjustment(now - 10 * DAY_MS),
    now,
    matcherVersion: 1,
  }
  await seedMatters(ownerUrl, crowd)
  await seedMatcher(ownerUrl, crowd)
  const seedMs = performance.now() - begun
  const sweepUntold = openUntoldSweep()
  const sweepAllMs = await timed(() => sweepUntold(office.ctx))
  const userId = matterOf(0).lawyers.plaintiff
  const connection = await LoadConnection.open(server.port)
  return {
    office,
    server,
    connection,
    desk: await openDesk(office, range),
    viewer: { userId, name: '', email: '', timeZone: 'America/Chicago' },
    seedMs,
    sweepUntold,
    sweepAllMs,
    async close() {
      connection.close()
      await office.close()
      await server.stop()
      await installation.close()
    },
  }
}

async function timed(act: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await act()
  return performance.now() - begun
}

type Found = Readonly<Record<string, readonly [readonly number[], readonly number[]]>>

function report(found: Found, about: LiveOptions & Pick<House, 'seedMs' | 'sweepAllMs'>): Section {
  const { few, many, rounds, seedMs, sweepAllMs } = about
  return {
    title: `${many.toLocaleString('en-US')} live sessions`,
    lines: [
      `Each act in turn in a database with ${few.toLocaleString('en-US')} live sessions and in one with ${many.toLocaleString('en-US')}, ${rounds} times; medians. Seeded in`,
      `${(seedMs / 1_000).toFixed(0)} s. A seat takes ${ENTRIES_A_SEAT} entries a day, so the entries go round among ${WORKED_WITH} matters.`,
      `The sweep for what the matcher alone knows goes through all of them when a process starts and once an hour: ${(sweepAllMs / 1_000).toFixed(1)} s among the many.`,
      '',
      ...table(
        ['', few.toLocaleString('en-US'), many.toLocaleString('en-US'), 'ratio'],
        Object.entries(found).map(([what, [small, large]]) => [
          what,
          ms(median(small)),
          ms(median(large)),
          ratio(median(large) / median(small)),
        ]),
      ),
    ],
  }
}

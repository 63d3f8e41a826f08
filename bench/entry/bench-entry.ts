import { concurrently } from '../support/concurrently.ts'
import { cpuMsOf, cpuMsOfFamily } from '../support/cpu-time.ts'
import { closedLoop } from '../support/http-load.ts'
import { ms, ratio, type Section, table } from '../support/report.ts'
import { median } from '../support/statistics.ts'
import { type FloorKind, openFloor } from './floor.ts'
import { openStage, type Scene, type Stage } from './stage.ts'

export type EntryOptions = {
  /** Entries on each server before the first that counts: until Node has compiled what each of them runs. */
  readonly warmUp: number
  readonly rounds: number
  /** In a round, over HTTP, on each of the two servers. */
  readonly entries: number
  readonly floorSeconds: number
}

const CLIENTS = 8
const FLOOR_MATTERS = 500

type Round = {
  readonly floors: Readonly<Record<FloorKind, number>>
  readonly real: number
  readonly standIn: number
}

/** Entering a number over HTTP, beside the same statements by pgbench on the same server, turn by turn. */
export async function benchEntry(options: EntryOptions): Promise<Section> {
  const { warmUp, rounds, entries, floorSeconds } = options
  const stage = await openStage({ entries: warmUp + rounds * entries, floorMatters: FLOOR_MATTERS })
  try {
    const floor = await openFloor(stage.real.ownerUrl, stage.installation.folder, FLOOR_MATTERS, CLIENTS)
    for (const scene of [stage.real, stage.standIn]) await enter(scene, warmUp)
    const cpu = readCpu(stage)
    const spent = { web: 0, matcher: 0, database: 0 }
    const measured: Round[] = []
    for (let round = 0; round < rounds; round += 1) {
      const web = await floor.run('web', floorSeconds)
      const before = cpu()
      const real = await enter(stage.real, entries)
      const after = cpu()
      for (const part of ['web', 'matcher', 'database'] as const) spent[part] += after[part] - before[part]
      const standIn = await enter(stage.standIn, entries)
      const both = await floor.run('both', floorSeconds)
      const matcher = await floor.run('matcher', floorSeconds)
      measured.push({
        floors: { web: web.perSecond, both: both.perSecond, matcher: matcher.perSecond },
        real,
        standIn,
      })
    }
    return report(measured, floor.by, { spent, warmUp, count: rounds * entries })
  } finally {
    await stage.close()
  }
}

/** Entries a second. */
async function enter({ server, desk }: Scene, count: number): Promise<number> {
  const requests = await concurrently(desk.take(count), CLIENTS, (draft) => desk.seal(draft))
  const { answers, elapsedMs } = await closedLoop(server.port, CLIENTS, requests)
  const refused = answers.find(({ status }) => status !== 200)
  if (refused) throw new Error(`an entry was answered with ${refused.status}`)
  return (count / elapsedMs) * 1_000
}

function readCpu({ real: { server }, installation }: Stage) {
  return () => ({
    web: cpuMsOf(server.pid),
    matcher: server.matcherPid === null ? Number.NaN : cpuMsOf(server.matcherPid),
    database: cpuMsOfFamily(installation.databasePid),
  })
}

type Spent = {
  readonly warmUp: number
  readonly spent: Readonly<Record<'web' | 'matcher' | 'database', number>>
  readonly count: number
}

function report(rounds: readonly Round[], by: string, { spent, warmUp, count }: Spent): Section {
  const of = (pick: (round: Round) => number) => median(rounds.map(pick))
  const rate = (pick: (round: Round) => number) => of(pick).toFixed(0)
  const share = (a: (round: Round) => number, b: (round: Round) => number) =>
    ratio(of((round) => a(round) / b(round)))
  const cpu = Object.entries(spent).map(([part, total]) => `${part} ${ms(total / count)}`)
  return {
    title: 'Entering a number',
    lines: [
      `Entries a second over HTTP, ${CLIENTS} connections, beside the statements of an entry by ${by} with as many clients and`,
      'prepared statements, a statement for each thing done (`entry/entry.sql`, `entry/matcher.sql`), on the same PostgreSQL,',
      `turn by turn; medians of ${rounds.length} rounds, each ratio taken within its round. The first ${warmUp} entries of each server are not counted.`,
      ...(by === 'pgbench'
        ? []
        : ['', '**pgbench is not installed here: the floor is by Node’s own driver, and says less.**']),
      '',
      ...table(
        ['', 'over HTTP', by, 'ratio'],
        [
          [
            'without the matcher (a stand-in that opens and keeps nothing)',
            rate((round) => round.standIn),
            rate((round) => round.floors.web),
            share(
              (round) => round.standIn,
              (round) => round.floors.web,
            ),
          ],
          [
            'with the matcher (opens both envelopes, compares, records, commits)',
            rate((round) => round.real),
            rate((round) => round.floors.both),
            share(
              (round) => round.real,
              (round) => round.floors.both,
            ),
          ],
          [
            'the same against the web server’s statements alone',
            rate((round) => round.real),
            rate((round) => round.floors.web),
            share(
              (round) => round.real,
              (round) => round.floors.web,
            ),
          ],
        ],
      ),
      '',
      `The matcher’s statements alone: ${rate((round) => round.floors.matcher)} a second by ${by}.`,
      `Processor time of an entry: ${cpu.join(', ')}.`,
    ],
  }
}

import { randomInt } from 'node:crypto'
import { join } from 'node:path'
import { openDesk } from '../entry/desk.ts'
import { seedInAdjustment } from '../entry/stage.ts'
import { type Answer, LoadConnection, type WireRequest } from '../support/http-load.ts'
import { openInstallation, query, startServer } from '../support/installation.ts'
import { openOffice } from '../support/open-office.ts'
import { ms, type Section, table } from '../support/report.ts'
import { median } from '../support/statistics.ts'
import { type Case, CONTROL_MS, casesOf } from './cases.ts'
import { type Paired, signedRankTest } from './rank-test.ts'

export type TimingOptions = { readonly rounds: number }

const WARM_UP = 30
const NOTHING: Answer = { status: 0, ms: 0 }
/** Of all cases together: below it, two are told apart. */
const LEVEL = 0.01

/** Whether what must not be told apart can be told apart by how long the answer takes. */
export async function benchTiming({ rounds }: TimingOptions): Promise<Section> {
  const installation = await openInstallation()
  const closing: (() => Promise<void>)[] = [() => installation.close()]
  try {
    const ownerUrl = await installation.createDatabase('timing')
    const server = await startServer({ ownerUrl, folder: join(installation.folder, 'timing') })
    closing.push(server.stop)
    const office = await openOffice(server, ownerUrl)
    closing.push(office.close)
    const count = 2 * (rounds + WARM_UP)
    await seedInAdjustment(office, ownerUrl, { first: 0, count })
    const desk = await openDesk(office, { first: 0, count })
    const cases = await casesOf({ ownerUrl, office, desk, count })
    const rows: string[][] = []
    for (const each of cases)
      rows.push(row(each, await inPairs(server.port, ownerUrl, each, rounds), cases.length))
    return report(rows, rounds)
  } finally {
    for (const close of closing.reverse()) await close()
  }
}

type Times = {
  readonly first: readonly number[]
  readonly second: readonly number[]
  readonly paired: Paired
}

/** One pair after another, in an order that is tossed for each, over one connection. */
async function inPairs(port: number, ownerUrl: string, { name, pair }: Case, rounds: number): Promise<Times> {
  const connection = await LoadConnection.open(port)
  const times = { first: [] as number[], second: [] as number[] }
  try {
    for (let turn = 0; turn < WARM_UP + rounds; turn += 1) {
      const { first, second, heldMs = 0 } = await pair(turn)
      // Attempts from one place are limited, and both would be refused alike.
      await query(ownerUrl, 'delete from app.auth_rate_limits')
      const taken = { first: NOTHING, second: NOTHING }
      const order = randomInt(2) === 0 ? (['first', 'second'] as const) : (['second', 'first'] as const)
      for (const which of order) {
        const held = which === 'second' ? heldMs : 0
        taken[which] = await timeOf(connection, which === 'first' ? first : second, held)
      }
      if (taken.first.status !== taken.second.status)
        throw new Error(`${name}: two answers that do not look the same`)
      if (turn < WARM_UP) continue
      times.first.push(taken.first.ms)
      times.second.push(taken.second.ms)
    }
  } finally {
    connection.close()
  }
  const paired = signedRankTest(times.second.map((each, index) => each - (times.first[index] ?? 0)))
  return { ...times, paired }
}

async function timeOf(connection: LoadConnection, request: WireRequest, heldMs: number): Promise<Answer> {
  const begun = performance.now()
  while (performance.now() - begun < heldMs);
  const { status } = await connection.send(request)
  return { status, ms: performance.now() - begun }
}

function row({ name, isControl }: Case, { first, second, paired }: Times, cases: number): string[] {
  const apart = paired.p < LEVEL / cases
  const verdict = apart ? 'told apart' : 'not told apart'
  return [
    name,
    ms(median(first)),
    ms(median(second)),
    `${(paired.median * 1_000).toFixed(0)} µs`,
    paired.p < 0.0001 ? 'below 0.0001' : paired.p.toFixed(4),
    isControl === apart ? verdict : `**${verdict}**`,
  ]
}

function report(rows: readonly string[][], rounds: number): Section {
  return {
    title: 'Whether time tells what an answer does not',
    lines: [
      `Two requests in turn whose answers look the same, ${rounds} pairs in an order tossed for each, over one connection. Told apart: by Wilcoxon’s`,
      `signed-rank test at ${LEVEL} over all lines together. The control holds the same request up for ${CONTROL_MS} ms, and has to be told apart.`,
      '',
      ...table(['', 'first', 'second', 'median difference', 'p', ''], rows),
    ],
  }
}

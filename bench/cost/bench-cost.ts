import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { cpus } from 'node:os'
import { sealNumber } from '../../src/contract/sealing.ts'
import { base64urlFromBytes } from '../../src/contract/sealing-base64url.ts'
import type { EntryId } from '../../src/domain/ids.ts'
import { SIDES } from '../../src/domain/side.ts'
import { connectMatcher } from '../../src/matcher/client.ts'
import { NUMBERS } from '../entry/desk.ts'
import { openStage, type Scene } from '../entry/stage.ts'
import { concurrently } from '../support/concurrently.ts'
import { cpuMsOf } from '../support/cpu-time.ts'
import { LoadConnection } from '../support/http-load.ts'
import { ms, ratio, type Section, table } from '../support/report.ts'
import { type Matter, matterKeys } from '../support/seed-matters.ts'
import { median, percentile } from '../support/statistics.ts'

export type CostOptions = { readonly entries: number; readonly comparisons: number }

/** Where the matters begin that the matcher alone is asked about: see `openStage`. */
const AT_ONCE = 8
const WARM_UP = 100

/** What sealing and comparing add to an entry, and how often a matcher can compare. */
export async function benchCost({ entries, comparisons }: CostOptions): Promise<Section> {
  const stage = await openStage({
    entries: WARM_UP + entries,
    floorMatters: Math.ceil(comparisons / SIDES.length / 5),
  })
  try {
    const pairs = await inTurn(stage.real, stage.standIn, entries)
    const matcher = await compareAlone(stage.real, comparisons)
    return report(pairs, matcher)
  } finally {
    await stage.close()
  }
}

type Pairs = { readonly with: readonly number[]; readonly without: readonly number[] }

/** One after the other, each with the answer awaited: first with sealing and the matcher, then without both. */
async function inTurn(real: Scene, standIn: Scene, entries: number): Promise<Pairs> {
  const connections = await Promise.all([real, standIn].map(({ server }) => LoadConnection.open(server.port)))
  const [toReal, toStandIn] = connections
  if (!toReal || !toStandIn) throw new Error('no connection')
  const found = { with: [] as number[], without: [] as number[] }
  try {
    const drafts = real.desk.take(WARM_UP + entries)
    const others = await concurrently(standIn.desk.take(WARM_UP + entries), 1, (draft) =>
      standIn.desk.seal(draft),
    )
    for (const [index, draft] of drafts.entries()) {
      const begun = performance.now()
      const answer = await toReal.send(await real.desk.seal(draft))
      const elapsed = performance.now() - begun
      const other = await toStandIn.send(others[index] ?? Buffer.alloc(0))
      if (answer.status !== 200 || other.status !== 200) throw new Error('an entry was refused')
      if (index < WARM_UP) continue
      found.with.push(elapsed)
      found.without.push(other.ms)
    }
    return found
  } finally {
    for (const connection of connections) connection.close()
  }
}

type Alone = { readonly perSecond: number; readonly perCoreSecond: number; readonly pinned: boolean }

/** The matcher's process by its socket, each call with two envelopes to open, kept and committed. */
async function compareAlone({ server, floor }: Scene, comparisons: number): Promise<Alone> {
  const place = server.config.matcher
  if (place.kind !== 'own') throw new Error('the matcher of the bench is on this host')
  const matcher = connectMatcher({ ...place.place, log: { warn: () => {} } })
  const pid = server.matcherPid ?? 0
  const pinned = pin(pid, 0)
  const matters = await matterKeys(floor)
  const calls = Math.ceil(comparisons / matters.length)
  const requests = await concurrently(matters, AT_ONCE, (matter) => sealEach(matter, calls))
  const before = cpuMsOf(pid)
  const begun = performance.now()
  try {
    await concurrently(requests, AT_ONCE, async (ofOne) => {
      for (const request of ofOne) {
        const answer = await matcher.acceptAndCompare({ ...request, at: Date.now() })
        if (answer.kind !== 'recorded') throw new Error(`a comparison was answered with ${answer.kind}`)
      }
    })
    const elapsed = performance.now() - begun
    const count = requests.flat().length
    return {
      perSecond: (count / elapsed) * 1_000,
      perCoreSecond: (count / (cpuMsOf(pid) - before)) * 1_000,
      pinned,
    }
  } finally {
    await matcher.close()
  }
}

async function sealEach({ sessionId, seats, publicKey }: Matter, calls: number) {
  return concurrently(Array.from({ length: calls }), 1, async (_, index) => {
    const side = SIDES[index % 2] ?? 'plaintiff'
    const seatId = seats[side]
    const entryId = randomUUID() as string as EntryId
    const binding = { sessionId, side, seatId, entryId, currency: 'USD', step: 'adjustment' } as const
    const envelope = await sealNumber({ ...binding, publicKey, amountCents: NUMBERS[side] })
    return {
      sessionId,
      version: 1 + index,
      clockOffsetMs: 0,
      idempotencyKey: randomUUID(),
      side,
      seatId,
      entryId,
      envelope: base64urlFromBytes(envelope),
    }
  })
}

/** To one core; false where the system has no `taskset`. */
function pin(pid: number, core: number): boolean {
  try {
    execFileSync('taskset', ['-a', '-c', '-p', String(core), String(pid)], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

function report(pairs: Pairs, alone: Alone): Section {
  const added = median(pairs.with.map((each, index) => each - (pairs.without[index] ?? 0)))
  return {
    title: 'What sealing and comparing cost',
    lines: [
      'From a number to the answer over HTTP, one at a time: sealed, sent, opened, compared with what stands opposite, recorded,',
      'committed; in turn with an entry that is neither sealed nor compared, to a server whose matcher does nothing.',
      '',
      ...table(
        ['', 'median', 'p95'],
        [
          ['with', ms(median(pairs.with)), ms(percentile(pairs.with, 0.95))],
          ['without', ms(median(pairs.without)), ms(percentile(pairs.without, 0.95))],
        ],
      ),
      '',
      `Ratio of the medians ${ratio(median(pairs.with) / median(pairs.without))}; ${ms(added)} added at the median of the pairs (aim: under 5 ms).`,
      `The matcher alone, ${alone.pinned ? 'its process held to one core' : `on ${cpus().length} cores`}: ${alone.perSecond.toFixed(0)} comparisons a second`,
      `(aim: 300); by its processor time ${alone.perCoreSecond.toFixed(0)} a second on one core.`,
    ],
  }
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { paths } from '../../src/contract/paths.ts'
import { type Desk, openDesk } from '../entry/desk.ts'
import { ENTRIES_A_SEAT, seedInAdjustment } from '../entry/stage.ts'
import { concurrently } from '../support/concurrently.ts'
import { LoadConnection, type WireRequest, wireRequest } from '../support/http-load.ts'
import { type BenchServer, openInstallation, startServer } from '../support/installation.ts'
import { openOffice } from '../support/open-office.ts'
import { ms, type Section, table } from '../support/report.ts'
import { mattersOf } from '../support/seed-matters.ts'
import { median, percentile } from '../support/statistics.ts'

export type LoadOptions = { readonly minutes: number; readonly perSecond: number }

/** Of ten requests: what people do while they negotiate. */
const MIX = [
  'list',
  'matter',
  'session',
  'number',
  'entry',
  'home',
  'session',
  'matter',
  'entry',
  'list',
] as const
type Kind = (typeof MIX)[number]

/** More than these wait for an answer at once only where the server has come to a stand. */
const MOST_CONNECTIONS = 1_000
const SAMPLE_MS = 1_000

type Done = { readonly kind: Kind; readonly ms: number; readonly status: number }

/** Requests that arrive when they arrive, whatever became of those before: answers late, and memory. */
export async function benchLoad({ minutes, perSecond }: LoadOptions): Promise<Section> {
  const installation = await openInstallation()
  const closing: (() => Promise<void>)[] = [() => installation.close()]
  try {
    const ownerUrl = await installation.createDatabase('load')
    const server = await startServer({ ownerUrl, folder: join(installation.folder, 'load') })
    closing.push(server.stop)
    const office = await openOffice(server, ownerUrl)
    const count = Math.round(minutes * 60 * perSecond)
    const entries = Math.ceil((count * MIX.filter((kind) => kind === 'entry').length) / MIX.length)
    const range = { first: 0, count: Math.ceil(entries / (2 * ENTRIES_A_SEAT)) + 1 }
    await seedInAdjustment(office, ownerUrl, range)
    const desk = await openDesk(office, range)
    const reads = await readsOf(office.cookieOf, range)
    const sealed = await sealAhead(desk, entries)
    await office.close()
    for (const read of reads.slice(0, 4)) await sendAll(server.port, Object.values(read))
    const { done, refusedAhead, memory } = await arrive(server, { count, perSecond, reads, sealed })
    return report({ minutes, perSecond, count }, done, refusedAhead, memory)
  } finally {
    for (const close of closing.reverse()) await close()
  }
}

type Reads = Readonly<Record<Exclude<Kind, 'entry'>, WireRequest>>

async function readsOf(
  cookieOf: (userId: ReturnType<typeof mattersOf>[number]['lawyers']['plaintiff']) => Promise<string>,
  range: Parameters<typeof mattersOf>[0],
): Promise<readonly Reads[]> {
  const cookies = new Map<string, string>()
  const reads: Reads[] = []
  for (const { matterId, lawyers } of mattersOf(range)) {
    const userId = lawyers.plaintiff
    const Cookie = cookies.get(userId) ?? (await cookieOf(userId))
    cookies.set(userId, Cookie)
    const get = (path: string, headers: Record<string, string> = { Cookie }) =>
      wireRequest({ method: 'GET', path, headers: { ...headers, 'Accept-Encoding': 'identity' } })
    reads.push({
      list: get(paths.matters()),
      matter: get(paths.matter(matterId)),
      number: get(paths.matterNumber(matterId)),
      session: get(`/api/v1/matters/${matterId}/session`),
      home: get(paths.home(), {}),
    })
  }
  return reads
}

/** Before the clock runs: it is the browsers that seal. */
function sealAhead(desk: Desk, count: number): Promise<WireRequest[]> {
  return concurrently(desk.take(count), 8, (draft) => desk.seal(draft))
}

async function sendAll(port: number, requests: readonly WireRequest[]): Promise<void> {
  const connection = await LoadConnection.open(port)
  for (const request of requests) await connection.send(request)
  connection.close()
}

type Arrivals = {
  readonly count: number
  readonly perSecond: number
  readonly reads: readonly Reads[]
  readonly sealed: readonly WireRequest[]
}

type Memory = Readonly<Record<'web' | 'matcher', readonly number[]>>

async function arrive(server: BenchServer, { count, perSecond, reads, sealed }: Arrivals) {
  const idle: LoadConnection[] = []
  const done: Done[] = []
  const memory = { web: [] as number[], matcher: [] as number[] }
  let refusedAhead = 0
  let entries = 0
  const answer = async (kind: Kind, request: WireRequest, due: number) => {
    const connection = idle.pop() ?? (await LoadConnection.open(server.port))
    const { status } = await connection.send(request)
    done.push({ kind, status, ms: performance.now() - due })
    idle.push(connection)
  }
  const sampler = setInterval(() => {
    memory.web.push(residentMb(server.pid))
    if (server.matcherPid !== null) memory.matcher.push(residentMb(server.matcherPid))
  }, SAMPLE_MS)
  const pending = new Set<Promise<void>>()
  const begun = performance.now()
  for (let index = 0; index < count; ) {
    const due = begun + (index * 1_000) / perSecond
    const wait = due - performance.now()
    if (wait > 1) {
      await new Promise((resolve) => setTimeout(resolve, wait))
      continue
    }
    const kind = MIX[index % MIX.length] ?? 'list'
    const read = reads[index % reads.length]
    const request = kind === 'entry' ? sealed[entries++] : read?.[kind]
    index += 1
    if (request === undefined || pending.size >= MOST_CONNECTIONS) {
      refusedAhead += 1
      continue
    }
    const answered = answer(kind, request, due).finally(() => {
      pending.delete(answered)
    })
    pending.add(answered)
    // Lets answers in between arrivals that have come at once.
    if (pending.size % 50 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  await Promise.all(pending)
  clearInterval(sampler)
  for (const connection of idle) connection.close()
  return { done, refusedAhead, memory }
}

function residentMb(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024
  } catch {
    return Number.NaN
  }
}

function report(
  { minutes, perSecond, count }: LoadOptions & { readonly count: number },
  done: readonly Done[],
  refusedAhead: number,
  memory: Memory,
): Section {
  const row = (name: string, of: readonly Done[]) => {
    const times = of.map((each) => each.ms)
    return [name, String(of.length), ...[0.5, 0.95, 0.99].map((share) => ms(percentile(times, share)))]
  }
  const kinds = [...new Set(MIX)].map((kind) =>
    row(
      kind,
      done.filter((each) => each.kind === kind),
    ),
  )
  const failed = done.filter(({ status }) => status !== 200).length
  const inMemory = Object.entries(memory).map(([process, samples]) => {
    const part = Math.max(1, Math.floor(samples.length / 4))
    const second = median(samples.slice(part, 2 * part))
    return `${process} ${second.toFixed(0)} MB in the second quarter, ${median(samples.slice(-part)).toFixed(0)} MB in the last`
  })
  return {
    title: `${perSecond} requests a second`,
    lines: [
      `${count} requests in ${minutes} minutes, each sent when it is due whatever became of those before; its time counts from then. Web server,`,
      'matcher, PostgreSQL and the sender share the cores. Pages without a browser: their HTML alone.',
      '',
      ...table(['', 'answers', 'p50', 'p95', 'p99'], [row('all', done), ...kinds]),
      '',
      `Answers other than 200: ${failed}. Not sent, for ${MOST_CONNECTIONS} were waiting: ${refusedAhead}. Memory: ${inMemory.join('; ')}.`,
    ],
  }
}

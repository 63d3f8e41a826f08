import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Installation, openInstallation, type WebProcess } from '../support/installation.ts'
import {
  commandOver,
  createTwoLawyers,
  type Negotiation,
  type NegotiationServer,
  openMatterForTwo,
  openSession,
  readOver,
  sealOver,
} from '../support/negotiation.ts'
import type { ServerProcess } from '../support/server-process.ts'

/** Real processes: two for pages and API behind a balancer, one for jobs, one matcher. */
const START_TIMEOUT_MS = 300_000
const MATTERS = 4
/** The rules allow a seat ten in 24 hours. */
const ENTRIES_A_SEAT = 10

let installation: Installation
let server: NegotiationServer
let webs: WebProcess[]
let worker: ServerProcess
let negotiations: Negotiation[]

beforeAll(async () => {
  installation = await openInstallation({ webs: 2 })
  webs = [0, 1].map((at) => startWeb(at))
  worker = installation.startWorker()
  for (const web of webs) await web.saying('Backchannel is at')
  await installation.startMatcher()
  for (const { url } of webs) await installation.balancer.until(url, 'ready')
  server = await installation.openServices()
  const people = await createTwoLawyers(server)
  negotiations = []
  for (let at = 0; at < MATTERS; at++) {
    const negotiation = await openMatterForTwo(server, { people })
    await openSession(negotiation)
    negotiations.push(negotiation)
  }
}, START_TIMEOUT_MS)
afterAll(() => installation?.close())

/** The balancer of the test looks twenty times a second. */
const startWeb = (at: number) => installation.startWeb(at, { DRAIN_SECONDS: '2' })

test('web processes and the worker restarted in turn under load: no request fails, no command is lost or doubled', async () => {
  const restarted = new AbortController()
  const { signal } = restarted
  const load = [repeat(signal, readPage), repeat(signal, enterNumber), repeat(signal, listen)]
  await restartInTurn().finally(() => restarted.abort())
  const [pages, entries, streams] = await Promise.all(load)

  expect([pages?.failed, entries?.failed, streams?.failed, installation.balancer.failures]).toEqual([
    [],
    [],
    [],
    [],
  ])
  expect(pages?.done).toBeGreaterThan(0)
  expect(acknowledged.length).toBeGreaterThan(0)
  // One of the two held the stream when it was told to stop, and the other took it over.
  expect(streams?.done).toBeGreaterThanOrEqual(1)
  const rows = await server.ctx.db.selectFrom('entries').select('entryId').execute()
  expect(rows.map(({ entryId }) => entryId).sort()).toEqual([...acknowledged].sort())
}, 600_000)

async function restartInTurn(): Promise<void> {
  for (const [at, web] of webs.entries()) {
    const exit = web.stop()
    await installation.balancer.until(web.url, 'out')
    expect([await exit, web.output()]).toEqual([0, expect.not.stringContaining('error')])
    const next = startWeb(at)
    await next.saying('Backchannel is at')
    await installation.balancer.until(web.url, 'ready')
    const before = installation.balancer.sentTo(web.url)
    await fetch(`${installation.balancer.url}/healthz`)
    await fetch(`${installation.balancer.url}/healthz`)
    expect(installation.balancer.sentTo(web.url)).toBeGreaterThan(before)
  }
  expect(await worker.stop()).toBe(0)
  worker = installation.startWorker()
  await worker.saying('The worker runs')
}

type Load = { readonly done: number; readonly failed: readonly string[] }

/** Again and again until it is over. What goes wrong is told at the end, with everything else. */
async function repeat(
  over: AbortSignal,
  act: (turn: number, over: AbortSignal) => Promise<void>,
): Promise<Load> {
  const failed: string[] = []
  let done = 0
  for (let turn = 0; !over.aborted; turn++) {
    try {
      await act(turn, over)
      done += 1
    } catch (error) {
      if (!over.aborted) failed.push(String(error))
    }
  }
  return { done, failed }
}

const matterOf = (turn: number) => negotiations[turn % MATTERS] as Negotiation

async function readPage(turn: number): Promise<void> {
  const { matterId, people } = matterOf(turn)
  const path = turn % 2 === 0 ? `/matters/${matterId}` : '/how-it-works'
  const { headers } = people.defendant
  const answer = await fetch(`${installation.balancer.url}${path}`, { headers, redirect: 'manual' })
  const page = await answer.text()
  if (answer.status !== 200 || !page.includes('</html>')) throw new Error(`${path}: ${answer.status}`)
}

const acknowledged: string[] = []

async function enterNumber(turn: number): Promise<void> {
  const negotiation = matterOf(turn)
  // When all that the rules allow are spent, it goes on with reading.
  if (turn >= MATTERS * ENTRIES_A_SEAT) return void (await readOver(negotiation, 'plaintiff'))
  const entry = await sealOver(negotiation, 'plaintiff', 'opening', 100_000_00n + BigInt(turn))
  const { code } = await commandOver(negotiation, 'plaintiff', 'entries', entry)
  if (code !== null) throw new Error(`an entry was refused: ${code}`)
  acknowledged.push(entry.entryId)
}

/** As a browser does: a stream that ends is opened again. One that breaks off is a failure. */
async function listen(turn: number, signal: AbortSignal): Promise<void> {
  const { matterId, people } = matterOf(turn)
  const path = `${installation.balancer.url}/api/v1/matters/${matterId}/events`
  const answer = await fetch(path, { headers: people.defendant.headers, signal })
  if (answer.status !== 200) throw new Error(`events: ${answer.status}`)
  await answer.text()
}

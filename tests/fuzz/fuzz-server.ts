import { randomUUID } from 'node:crypto'
import { findViewer } from '../../src/server/accounts/find-viewer.ts'
import { specOf } from '../access/requests.ts'
import { keyOf, listRoutes, type RouteEntry } from '../access/route-table.ts'
import {
  buildScene,
  createPeople,
  type Links,
  type People,
  type Scene,
  SECRETS,
  signIn,
} from '../access/world.ts'
import { sealFor } from '../support/negotiation.ts'
import type { TestServer } from '../support/test-server.ts'
import { chanceOf } from './chance.ts'
import { type HostileRequest, hostileRequest } from './hostile-request.ts'

/** A request whose answer was not what an answer may be, with what gives it again. */
export type Finding = { readonly what: string; readonly number: number; readonly request: string }

export type FuzzRun = {
  readonly requests: number
  readonly seed: number
  /** The routes alone whose method and address it fits. */
  readonly only?: RegExp
  /** How long an answer may take. */
  readonly patienceMs?: number
  /** Hears of each as it is found. */
  readonly tell?: (finding: Finding) => void
}

export type Fuzzed = {
  readonly requests: number
  readonly findings: readonly Finding[]
  readonly statuses: object
}

/** The lead most of all: who has no place on the matter seldom gets past its door. */
const WHO = ['lead', 'lead', 'client', 'stranger', 'anonymous'] as const
type Who = (typeof WHO)[number]

/** What the lead's number in the session is: no answer may hold it, in figures. */
export const CANARY_CENTS = 7_391_846_25n
const CANARY = /7[,.\s]?391[,.\s]?846/

/** Requests after which everything is made anew: what they did to it must not make the others harmless. */
const ROUND = 250

/** So that the server, its database and what hashes passwords have something to do at the same time. */
const AT_ONCE = 4

/** Far more than any answer takes, on a busy machine too. */
const PATIENCE_MS = 60_000

type Drawn = {
  readonly number: number
  readonly who: Who
  readonly request: HostileRequest
  readonly own: Headers
}

/**
 * Sends hostile requests at every route and tells of each answer that is a fault of the server, says too much, or does not
 * come. They are drawn in turn, the same for the same seed, and are under way several at once.
 */
export async function fuzzServer(server: TestServer, links: Links, run: FuzzRun): Promise<Fuzzed> {
  const { requests, seed, only = /./, patienceMs = PATIENCE_MS, tell = () => {} } = run
  const chance = chanceOf(seed)
  const routes = (await listRoutes(server)).filter((route) => only.test(keyOf(route)))
  const findings: Finding[] = []
  const statuses: Record<string, number> = {}
  let scene: Scene | null = null

  async function draw(number: number): Promise<Drawn> {
    if (scene === null || number % ROUND === 0) scene = await buildRound(server, links)
    const route = chance.pick(routes)
    const who = chance.pick(WHO)
    const request = hostileRequest(chance, route, scene.ids, await fieldsOf(server, scene, route))
    return { number, who, request, own: await headersOf(server, scene.people, who) }
  }

  async function judge({ number, who, request, own }: Drawn): Promise<void> {
    const answer = await send(server.url, request, own, patienceMs)
    const status = typeof answer === 'string' ? answer : answer.status
    statuses[status] = (statuses[status] ?? 0) + 1
    const faults = typeof answer === 'string' ? [`answer: ${answer}`] : faultsOf(who, answer)
    for (const what of faults) {
      const finding = { what, number, request: describe(who, request) }
      findings.push(finding)
      tell(finding)
    }
  }

  let drawn = 0
  let last: Promise<unknown> = Promise.resolve()
  const next = async (): Promise<Drawn | null> => {
    const number = drawn
    if (number >= requests) return null
    drawn += 1
    const mine = last.then(() => draw(number))
    last = mine
    return mine
  }
  const sendInTurn = async () => {
    for (let each = await next(); each !== null; each = await next()) await judge(each)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, sendInTurn))
  return { requests, findings: findings.sort((one, other) => one.number - other.number), statuses }
}

/** People and a matter of this round's own. Its session is open, or still at its terms, in turn. */
let rounds = 0
async function buildRound(server: TestServer, links: Links): Promise<Scene> {
  rounds += 1
  const people = await createPeople(server.ctx)
  const scene = await buildScene(server, links, people, rounds % 2 === 0 ? 'opening' : 'terms')
  if (rounds % 2 === 0) await enterCanary(server, scene)
  return scene
}

async function enterCanary({ services }: TestServer, { people, matterId, sessionId }: Scene): Promise<void> {
  const { viewer } = people.lead
  const read = await services.sessions.readMatterSession(viewer, matterId)
  if (!read) throw new Error('the lead cannot read its own session')
  const entry = await sealFor(read, 'opening', CANARY_CENTS)
  const receipt = await services.sessions.enterNumber(viewer, sessionId, randomUUID(), entry)
  if (receipt.result !== 'done') throw new Error(`no canary: ${receipt.code}`)
}

async function fieldsOf(server: TestServer, scene: Scene, route: RouteEntry) {
  const spec = specOf(keyOf(route))
  const asker = { server, scene, ids: scene.ids, viewer: scene.people.lead.viewer }
  const named = Object.fromEntries((spec.names ?? []).map((name) => [name, scene.ids[name] ?? randomUUID()]))
  return { ...((await spec.body?.(asker)) ?? {}), ...named }
}

/** Signed in, anew where another request has ended the sign-in. */
async function headersOf({ ctx }: TestServer, people: People, who: Who): Promise<Headers> {
  if (who === 'anonymous') return new Headers()
  const { viewer, headers } = people[who]
  const kept = renewed.get(viewer.userId) ?? headers
  if (await findViewer(ctx, kept)) return kept
  const { headers: anew } = await signIn(ctx, viewer)
  renewed.set(viewer.userId, anew)
  return anew
}
const renewed = new Map<string, Headers>()

type Said = { readonly status: number; readonly text: string }

async function send(
  url: string,
  request: HostileRequest,
  own: Headers,
  patienceMs: number,
): Promise<Said | 'none' | 'cut off'> {
  const headers = new Headers(request.headers)
  const cookies = [own.get('cookie'), headers.get('cookie')].filter((each) => each !== null)
  if (cookies.length > 0) headers.set('cookie', cookies.join('; '))
  headers.set('Origin', url)
  const signal = AbortSignal.timeout(patienceMs)
  const init: RequestInit = { method: request.method, headers, redirect: 'manual', signal }
  if (request.body !== null) init.body = request.body
  try {
    return await readSaid(await fetch(url + request.address, init))
  } catch {
    return signal.aborted ? 'none' : 'cut off'
  }
}

async function readSaid(response: Response): Promise<Said> {
  if (response.headers.get('content-type')?.startsWith('text/event-stream')) {
    await response.body?.cancel()
    return { status: response.status, text: '' }
  }
  const said = [...response.headers].map(([name, value]) => `${name}: ${value}`).join('\n')
  return { status: response.status, text: `${said}\n${await response.text()}` }
}

function faultsOf(who: Who, { status, text }: Said): string[] {
  const faults: string[] = []
  if (status >= 500) faults.push(`status ${status}`)
  if (CANARY.test(text)) faults.push('a number in the clear')
  const isOutside = who === 'anonymous' || who === 'stranger'
  // The link of an invitation may be followed by whoever has it, and the inbox of the development shows all mail.
  const isShown = /invitation|Development inbox/i.test(text)
  if (isOutside && !isShown && SECRETS.some((secret) => text.includes(secret))) {
    faults.push('something of a matter that is not theirs')
  }
  if (/\n\s+at .+:\d+:\d+\)?(\n|$)|node_modules/.test(text)) faults.push('a place in our code')
  return faults
}

function describe(who: Who, { method, address, headers, body }: HostileRequest): string {
  const text = typeof body === 'string' ? body : body === null ? '' : `${body.length} bytes`
  return JSON.stringify({ who, method, address, headers, body: text.slice(0, 400) }).slice(0, 1_500)
}

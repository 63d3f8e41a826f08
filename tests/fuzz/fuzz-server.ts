import { randomUUID } from 'node:crypto'
import type { Viewer } from '../../src/contract/viewer.ts'
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

export type Fuzzed = {
  readonly requests: number
  readonly findings: readonly Finding[]
  readonly statuses: object
}

const WHO = ['lead', 'client', 'stranger', 'anonymous'] as const
type Who = (typeof WHO)[number]

/** What the lead's number in the session is: no answer may hold it, in figures. */
const CANARY_CENTS = 7_391_846_25n
const CANARY = /7[,.\s]?391[,.\s]?846/

/** Requests after which everything is made anew: what they did to it must not make the others harmless. */
const ROUND = 250

/** Sends hostile requests at every route and tells of each answer that is a fault of the server, or says too much. */
export async function fuzzServer(
  server: TestServer,
  links: Links,
  { requests, seed }: { readonly requests: number; readonly seed: number },
): Promise<Fuzzed> {
  const chance = chanceOf(seed)
  const routes = await listRoutes(server)
  const findings: Finding[] = []
  const statuses: Record<number, number> = {}
  let scene: Scene | null = null
  for (let number = 0; number < requests; number += 1) {
    if (scene === null || number % ROUND === 0) scene = await buildRound(server, links)
    const route = chance.pick(routes)
    const who = chance.pick(WHO)
    const fields = await fieldsOf(server, scene, route)
    const request = hostileRequest(chance, route, scene.ids, fields)
    const { status, text } = await send(server, request, await headersOf(server, scene.people, who))
    statuses[status] = (statuses[status] ?? 0) + 1
    for (const what of faultsOf(who, status, text)) {
      findings.push({ what, number, request: describe(who, request) })
    }
  }
  return { requests, findings, statuses }
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

/** Signed in for this one request: another may have ended the sign-in. */
async function headersOf({ ctx }: TestServer, people: People, who: Who): Promise<Headers> {
  if (who === 'anonymous') return new Headers()
  const viewer: Viewer = people[who].viewer
  return (await signIn(ctx, viewer)).headers
}

async function send(server: TestServer, request: HostileRequest, own: Headers) {
  const headers = new Headers(request.headers)
  const cookies = [own.get('cookie'), headers.get('cookie')].filter((each) => each !== null)
  if (cookies.length > 0) headers.set('cookie', cookies.join('; '))
  headers.set('Origin', server.url)
  const init: RequestInit = { method: request.method, headers, redirect: 'manual' }
  if (request.body !== null) init.body = request.body
  const response = await fetch(server.url + request.address, init)
  if (response.headers.get('content-type')?.startsWith('text/event-stream')) {
    await response.body?.cancel()
    return { status: response.status, text: '' }
  }
  const said = [...response.headers].map(([name, value]) => `${name}: ${value}`).join('\n')
  return { status: response.status, text: `${said}\n${await response.text()}` }
}

function faultsOf(who: Who, status: number, text: string): string[] {
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

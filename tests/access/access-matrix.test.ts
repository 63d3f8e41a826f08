import { randomBytes, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { Viewer } from '../../src/contract/viewer.ts'
import { recordLinks } from '../support/matter-builders.ts'
import { createPerson } from '../support/people.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { type Answer, difference } from './answer.ts'
import { type Ask, ask, namesIn, outcomeOf, partsOf } from './asking.ts'
import { type DatabaseState, openDatabaseState } from './database-state.ts'
import { findUnguarded } from './guards.ts'
import { type Outcome, type Row, readMatrix } from './read-matrix.ts'
import { type Ids, type RequestSpec, SPECIFIED, specOf } from './requests.ts'
import { intentsOfForms, keyOf, listRoutes, type RouteEntry } from './route-table.ts'
import {
  buildScene,
  createPeople,
  type Links,
  type People,
  ROLES,
  type Role,
  type Scene,
  SECRETS,
  STAGES,
  type Stage,
  signIn,
} from './world.ts'

const rows = readMatrix()

let server: TestServer
let links: Links
let state: DatabaseState
let routes: readonly RouteEntry[]
let people: People
let mailId: string
const scenes = new Map<Stage, Scene>()
/** Of people who have nothing to do with ours. */
const foreign = new Map<Stage, Scene>()

beforeAll(async () => {
  server = await startTestServer({
    clusterUrl: inject('clusterUrl'),
    http: true,
    change: (ctx) => {
      links = recordLinks(ctx)
      return links.ctx
    },
  })
  state = await openDatabaseState(server.ownerUrl)
  routes = await listRoutes(server)
  people = await createPeople(server.ctx)
  const others = await createPeople(server.ctx)
  // A deal takes time to come about: first, so that the other sessions stay where they are.
  for (const stage of STAGES) {
    scenes.set(stage, await buildScene(server, links, people, stage))
    foreign.set(stage, await buildScene(server, links, others, stage))
  }
  mailId = await deliverOneMail(server)
})
afterAll(async () => {
  await state.close()
  await server.close()
})

describe('the table of rules', () => {
  test('has a row for every route, method and intent, and none for what there is not', () => {
    const known = new Set(rows.map(({ key }) => key))
    const missing = routes.map(keyOf).filter((key) => !known.has(key))
    expect(missing, 'Say in tests/access/access-matrix.md who gets what of these:').toEqual([])
    const paths = new Set(routes.map(({ method, path }) => `${method} ${path}`))
    expect([...known].filter((key) => !paths.has(key.split(' ', 2).join(' ')))).toEqual([])
    expect(SPECIFIED.filter((key) => !known.has(key))).toEqual([])
    expect(known.size).toBe(rows.length)
  })

  test('has a row for every intent of a form', () => {
    const web = join(import.meta.dirname, '../../src/web')
    const sources = readdirSync(web, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.tsx'))
      .map((path) => readFileSync(join(web, path), 'utf8'))
    const intents = new Set(rows.map(({ key }) => partsOf(key).intent))
    const sent = [...intentsOfForms(sources)]
    expect(sent.length).toBeGreaterThan(20)
    expect(sent.filter((intent) => !intents.has(intent))).toEqual([])
  })
})

describe('whoever asks', () => {
  test.each(rows)('$key', async (row) => {
    const found: Partial<Record<Role, Outcome | number>> = {}
    const roles = isPersonal(row.key) ? (['anonymous', 'lead'] as const) : ROLES
    for (const role of roles) found[role] = await checkCell(row, role)
    const expected = Object.fromEntries(roles.map((role) => [role, row.cells[role]]))
    expect(found).toEqual(expected)
    // What belongs to an account knows no seats.
    if (isPersonal(row.key)) {
      expect(new Set(Object.values({ ...row.cells, anonymous: row.cells.lead })).size).toBe(1)
    }
  })
})

/** Of one's own account, whatever places one holds. */
function isPersonal(key: string): boolean {
  return /^POST \/(settings|notices|sign-out|confirm-identity)/.test(key)
}

const IN_FULL: ReadonlySet<Role> = new Set(['anonymous', 'lead', 'stranger'])

/**
 * How a page is asked for: as a page, and as data, whole and of its own loader alone. That takes the same way but for its
 * end, which costs most of the time, so not everybody goes all of them.
 */
function viewsOf(
  entry: RouteEntry | undefined,
  key: string,
  role: Role,
): readonly (Ask['data'] | undefined)[] {
  if (!entry?.hasData) return [undefined]
  if (!IN_FULL.has(role)) return [{ routeId: null }]
  if (key.startsWith('POST'))
    return role === 'stranger' ? [undefined, { routeId: null }] : [{ routeId: null }]
  return [undefined, { routeId: null }, { routeId: entry.pageId }]
}

/** What varies in a request. A form on the page of a version names the version in its body. */
function namesOf(key: string, { names = [] }: RequestSpec): readonly string[] {
  const inAddress = namesIn(partsOf(key).path)
  return [...inAddress.filter((name) => name !== 'version' || key.startsWith('GET')), ...names]
}

const HIDING: ReadonlySet<Outcome> = new Set(['none', 'sign-in'])

/** Asks as one role for its own object, and for those that are not there for it. Returns what became of its own. */
async function checkCell({ key, cells }: Row, role: Role): Promise<Outcome | number> {
  const cell = cells[role]
  const spec = specOf(key)
  const entry = routes.find((route) => keyOf(route) === key)
  const { scene, headers, ids } = await setUp(key, spec, role, cell)
  const asker = { server, scene, ids, viewer: viewerOf(role, scene) }
  const body = (await spec.body?.(asker)) ?? {}
  const names = namesOf(key, spec)
  const request = (which: Ids, data?: Ask['data']): Ask => ({
    url: server.url,
    key,
    headers,
    json: spec.json ?? false,
    entry: entry ?? null,
    ids: pick(which, [...names, 'version']),
    body: { ...body, ...pick(which, spec.names ?? []) },
    ...(data && { data }),
  })

  const before = await state.read()
  for (const view of viewsOf(entry, key, role)) {
    for (const name of names) {
      const hidden: Answer[] = []
      if (HIDING.has(cell)) hidden.push(await ask(request(ids, view)))
      for (const id of elsewhere(name, spec)) hidden.push(await ask(request({ ...ids, [name]: id }, view)))
      const [first, ...others] = hidden
      if (!first) continue
      for (const other of others) expect(difference(first, other), `${role}: ${name}`).toBeNull()
      if (view === undefined && partsOf(key).path.includes(`:${name}`)) {
        expect([...HIDING, 'no-method'], `${role}: ${name}`).toContain(outcomeOf(request(ids), first, false))
      }
    }
    if (view !== undefined && !key.startsWith('POST')) {
      const { status, body: text } = await ask(request(ids, view))
      if (HIDING.has(cell)) expectNoSecret(text, role)
      // A way elsewhere is told by 202.
      else expect([200, 202]).toContain(status)
    }
  }
  expect(await state.read(), `${role}: nothing was changed by asking for what is not theirs`).toBe(before)

  const own = await ask(request(ids))
  expect(findUnguarded(own), `${role}: ${own.status}`).toEqual([])
  if (HIDING.has(cell)) expectNoSecret([...own.headers, own.body].join('\n'), role)
  return outcomeOf(request(ids), own, (await state.read()) !== before)
}

async function setUp(key: string, spec: RequestSpec, role: Role, cell: Outcome) {
  const stage = spec.stage ?? 'opening'
  const isWrite = key.startsWith('POST')
  const names = namesOf(key, spec)
  if (isPersonal(key)) return ofSomebodyNew(role)
  const isOfMatter = names.some((name) => name !== 'mailId')
  const scene = isWrite && isOfMatter ? await sceneFor(key, spec, role, cell) : sceneAt(stage)
  if (role === 'anonymous') return { scene, headers: new Headers(), ids: { ...scene.ids, mailId } }
  const { headers } = spec.fresh ? await signIn(server.ctx, people[role].viewer) : people[role]
  return { scene, headers, ids: { ...scene.ids, mailId } }
}

/** What is refused changes nothing: one matter serves for all of it. What is done needs one of its own. */
const refusedOn = new Map<string, Scene>()
async function sceneFor(key: string, spec: RequestSpec, role: Role, cell: Outcome): Promise<Scene> {
  const shared = refusedOn.get(key)
  if (cell !== 'done' && shared) return shared
  const scene = await buildScene(server, links, people, spec.stage ?? 'opening')
  const viewer = cell === 'done' ? viewerOf(role, scene) : scene.people.lead.viewer
  await spec.prepare?.({ server, scene, ids: scene.ids, viewer })
  if (cell !== 'done') refusedOn.set(key, scene)
  return scene
}

function sceneAt(stage: Stage): Scene {
  const scene = scenes.get(stage)
  if (!scene) throw new Error(`no scene at ${stage}`)
  return scene
}

function viewerOf(role: Role, { people: seated }: Scene): Viewer {
  return role === 'other' ? seated.other.viewer : seated.lead.viewer
}

async function ofSomebodyNew(role: Role) {
  const scene = sceneAt('opening')
  if (role === 'anonymous')
    return { scene, headers: new Headers(), ids: await personalIds(people.lead.viewer) }
  const { viewer, headers } = await createPerson(server.ctx)
  return { scene, headers, ids: await personalIds(viewer) }
}

/** Something of each kind that belongs to an account. */
async function personalIds(viewer: Viewer): Promise<Ids> {
  const { ctx } = server
  const { userId } = viewer
  const ids = { passkeyId: randomUUID(), notice: randomUUID() }
  const passkey = { id: ids.passkeyId, userId, name: 'Laptop', publicKey: 'x', credentialId: randomUUID() }
  const about = {
    counter: 0,
    deviceType: 'singleDevice',
    backedUp: false,
    transports: null,
    aaguid: null,
    createdAt: null,
  }
  await ctx.db
    .insertInto('passkeys')
    .values({ ...passkey, ...about } as never)
    .execute()
  const notice = { id: ids.notice, userId, matterId: sceneAt('opening').matterId, eventKey: randomUUID() }
  const words = { title: 'Something', body: 'happened', path: '/matters', at: 1, readAt: null }
  await ctx.db
    .insertInto('notices')
    .values({ ...notice, ...words } as never)
    .execute()
  await signIn(ctx, viewer)
  const row = await ctx.db
    .selectFrom('signIns')
    .select('id')
    .where('userId', '=', userId)
    .orderBy('createdAt', 'desc')
    .executeTakeFirstOrThrow()
  return { ...ids, signInId: row.id }
}

/** Ids that name nothing of the asker's: somebody else's, nobody's, and no id at all. */
function elsewhere(name: string, spec: RequestSpec): readonly string[] {
  const theirs = foreign.get(spec.stage ?? 'opening')?.ids[name]
  switch (name) {
    case 'token':
      // Whoever has a link may follow it: there is no token of somebody else's.
      return [randomBytes(32).toString('base64url'), 'no-token', 'x'.repeat(3000)]
    case 'version':
      return ['99', 'no-number', '0', '-1', '1.5', '2147483648', '9007199254740993', '1e400', ''].filter(
        (each) => each !== '',
      )
    default:
      return [...(theirs === undefined ? [] : [theirs]), randomUUID(), 'not-an-id']
  }
}

function pick(ids: Ids, names: readonly string[]): Ids {
  return Object.fromEntries(names.map((name) => [name, ids[name] ?? '']))
}

function expectNoSecret(text: string, role: Role): void {
  const own = role === 'anonymous' ? '' : people[role].viewer.name
  for (const secret of SECRETS.filter((each) => !own.includes(each))) expect(text).not.toContain(secret)
}

async function deliverOneMail({ ctx }: TestServer): Promise<string> {
  const { deliverMail } = await import('../../src/server/mail/deliver-mail.ts')
  const queued = await ctx.db.selectFrom('mailOutbox').select('id').executeTakeFirstOrThrow()
  await deliverMail(ctx, queued.id)
  const mail = await ctx.db.selectFrom('developmentInbox').select('id').executeTakeFirstOrThrow()
  return mail.id
}

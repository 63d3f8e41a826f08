import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { recordLinks } from '../support/matter-builders.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { type Answer, difference } from './answer.ts'
import { type Ask, ask, namesIn, outcomeOf, partsOf } from './asking.ts'
import { type DatabaseState, openDatabaseState } from './database-state.ts'
import { findUnguarded } from './guards.ts'
import { type Outcome, type Row, readMatrix } from './read-matrix.ts'
import { type Ids, SPECIFIED, specOf } from './requests.ts'
import { intentsOfForms, keyOf, listRoutes, type RouteEntry } from './route-table.ts'
import { isPersonal, namesOf, openScenes, type Place, viewerOf } from './scenes.ts'
import { type Links, ROLES, type Role, SECRETS } from './world.ts'

const rows = readMatrix()

let server: TestServer
let state: DatabaseState
let routes: readonly RouteEntry[]
let scenes: Awaited<ReturnType<typeof openScenes>>

beforeAll(async () => {
  let links: Links | undefined
  server = await startTestServer({
    clusterUrl: inject('clusterUrl'),
    http: true,
    change: (ctx) => {
      links = recordLinks(ctx)
      return links.ctx
    },
  })
  if (!links) throw new Error('the server was not composed')
  state = await openDatabaseState(server.ownerUrl)
  routes = await listRoutes(server)
  scenes = await openScenes(server, links)
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
    const roles = isPersonal(row.key) ? (['anonymous', 'lead'] as const) : ROLES
    const found = new Map<Role, Outcome | number>()
    // All but those for whom it takes effect ask at once: nothing may change by any of it.
    const still = roles.filter((role) => row.cells[role] !== 'done')
    const placed: [Role, Place][] = []
    for (const role of still) placed.push([role, await scenes.setUp(row.key, role, row.cells[role])])
    await unchanged(() =>
      Promise.all(
        placed.map(async ([role, place]) => {
          await checkElsewhere(row, role, place)
          found.set(role, outcomeOf(row.key, await askForOwn(row, role, place), false))
        }),
      ),
    )
    for (const role of roles.filter((each) => !still.includes(each))) {
      const place = await scenes.setUp(row.key, role, 'done')
      await unchanged(() => checkElsewhere(row, role, place))
      const before = await state.read()
      const own = await askForOwn(row, role, place)
      found.set(role, outcomeOf(row.key, own, (await state.read()) !== before))
    }
    expect(Object.fromEntries(found)).toEqual(
      Object.fromEntries(roles.map((role) => [role, row.cells[role]])),
    )
    // What belongs to an account knows no seats.
    if (isPersonal(row.key)) {
      expect(new Set(Object.values({ ...row.cells, anonymous: row.cells.lead })).size).toBe(1)
    }
  })
})

/** What our tables do not know, but for TRACE and CONNECT, which no fetch sends. */
const OTHER_METHODS = ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND']

describe('a method without a row', () => {
  const posted = new Set(rows.filter(({ key }) => key.startsWith('POST')).map(({ key }) => partsOf(key).path))
  const paths = [...new Set(rows.map(({ key }) => partsOf(key).path))]
  test.each(paths)('%s', async (path) => {
    const methods = posted.has(path) ? OTHER_METHODS : [...OTHER_METHODS, 'POST']
    await unchanged(async () => {
      for (const method of methods) {
        const { status } = await askByMethod(`${method} ${path}`, 'stranger')
        expect([404, 405], method).toContain(status)
      }
      for (const role of ['lead', 'stranger'] as const) {
        expect((await askByMethod(`HEAD ${path}`, role)).status, `${role}: HEAD`).toBeLessThan(500)
      }
    })
  })
})

/** Asks for what is there for others alone, and for what is nowhere: the same to the byte. Returns that answer. */
async function askByMethod(key: string, role: 'lead' | 'stranger'): Promise<Answer> {
  const { headers } = scenes.people[role]
  const names = namesIn(partsOf(key).path)
  const { hidden, nowhere } = scenes.hiddenFrom(role)
  const request = (ids: Ids): Ask => ({
    url: server.url,
    key,
    headers,
    json: false,
    entry: null,
    ids: pick(ids, names),
    body: {},
  })
  const answer = await ask(request(hidden))
  if (names.length > 0) expect(difference(answer, await ask(request(nowhere))), `${role}: ${key}`).toBeNull()
  expect(findUnguarded(answer), `${role}: ${key}`).toEqual([])
  return answer
}

async function unchanged(asking: () => Promise<unknown>): Promise<void> {
  const before = await state.read()
  await asking()
  expect(await state.read(), 'nothing was changed by asking').toBe(before)
}

function entryOf(key: string): RouteEntry | null {
  return routes.find((route) => keyOf(route) === key) ?? null
}

/**
 * How a page is asked for: as a page, and as data, whole and of its own loader alone. That takes the same way but for its
 * end, which costs most of the time, so not everybody goes all of them.
 */
function viewsOf(entry: RouteEntry | null, key: string, role: Role): readonly (Ask['data'] | undefined)[] {
  if (!entry?.hasData) return [undefined]
  const data = { routeId: null }
  if (role === 'stranger') {
    return key.startsWith('POST') ? [undefined, data] : [undefined, data, { routeId: entry.pageId }]
  }
  if (key.startsWith('POST')) return [data]
  return role === 'anonymous' || role === 'lead' ? [undefined, data] : [data]
}

const HIDING: ReadonlySet<Outcome> = new Set(['none', 'sign-in'])

/** How one reader asks what the row is about: for its own object, unless other ids are named. */
async function requestsOf({ key }: Row, role: Role, { scene, headers, ids }: Place) {
  const spec = specOf(key)
  const body = (await spec.body?.({ server, scene, ids, viewer: viewerOf(role, scene) })) ?? {}
  const named = [...namesOf(key, spec), 'version']
  return (changed: Ids = {}, data?: Ask['data']): Ask => {
    const which = { ...ids, ...changed }
    return {
      url: server.url,
      key,
      entry: entryOf(key),
      headers,
      json: spec.json ?? false,
      ids: pick(which, named),
      body: { ...body, ...pick(which, spec.names ?? []) },
      ...(data && { data }),
    }
  }
}

/** Asks as one reader for what is not there for it: the answers must be the same to the byte. */
async function checkElsewhere(row: Row, role: Role, place: Place): Promise<void> {
  const { key, cells } = row
  const cell = cells[role]
  const spec = specOf(key)
  const request = await requestsOf(row, role, place)
  const views = viewsOf(entryOf(key), key, role)
  for (const view of views) {
    for (const name of namesOf(key, spec)) {
      const hidden: Answer[] = []
      if (HIDING.has(cell)) hidden.push(await ask(request({}, view)))
      for (const id of scenes.elsewhere(name, spec.stage))
        hidden.push(await ask(request({ [name]: id }, view)))
      const [first, ...others] = hidden
      if (!first) continue
      for (const other of others) expect(difference(first, other), `${role}: ${name}`).toBeNull()
      if (view === undefined && partsOf(key).path.includes(`:${name}`)) {
        expect([...HIDING, 'no-method'], `${role}: ${name}`).toContain(outcomeOf(key, first, false))
      }
    }
    if (view !== undefined && !key.startsWith('POST')) {
      const { status, body } = await ask(request({}, view))
      if (HIDING.has(cell)) expectNoSecret(body, role)
      // A way elsewhere is told by 202.
      else expect([200, 202]).toContain(status)
    }
  }
}

async function askForOwn(row: Row, role: Role, place: Place): Promise<Answer> {
  const request = await requestsOf(row, role, place)
  const own = await ask(request())
  expect(findUnguarded(own), `${role}: ${own.status}`).toEqual([])
  if (HIDING.has(row.cells[role])) expectNoSecret([...own.headers, own.body].join('\n'), role)
  return own
}

function pick(ids: Ids, names: readonly string[]): Ids {
  return Object.fromEntries(names.map((name) => [name, ids[name] ?? '']))
}

function expectNoSecret(text: string, role: Role): void {
  const own = role === 'anonymous' ? '' : scenes.people[role].viewer.name
  for (const secret of SECRETS.filter((each) => !own.includes(each))) expect(text).not.toContain(secret)
}

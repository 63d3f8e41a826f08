import { randomBytes, randomUUID } from 'node:crypto'
import type { Viewer } from '../../src/contract/viewer.ts'
import type { MatterId } from '../../src/domain/ids.ts'
import { deliverMail } from '../../src/server/mail/deliver-mail.ts'
import { addAccount } from '../support/matter-builders.ts'
import { expectOk } from '../support/negotiation.ts'
import { createPerson } from '../support/people.ts'
import type { TestServer } from '../support/test-server.ts'
import { namesIn, partsOf } from './asking.ts'
import type { Outcome } from './read-matrix.ts'
import { type Ids, type RequestSpec, specOf } from './requests.ts'
import {
  buildScene,
  createPeople,
  type Links,
  type People,
  type Role,
  type Scene,
  STAGES,
  type Stage,
  signIn,
} from './world.ts'

/** What one reader asks from. */
export type Place = { readonly scene: Scene; readonly headers: Headers; readonly ids: Ids }

/** Of one's own account, whatever places one holds. */
export function isPersonal(key: string): boolean {
  return /^POST \/(settings|notices|sign-out|confirm-identity)/.test(key)
}

/** Hashing a password takes longer than all else about an account. */
const ASKS_FOR_PASSWORD = /\/(password|authenticator-app|passkeys\/new|confirm-identity)\b/

/** What varies in a request. A form on the page of a version names the version in its body. */
export function namesOf(key: string, { names = [] }: RequestSpec): readonly string[] {
  const inAddress = namesIn(partsOf(key).path)
  return [...inAddress.filter((name) => name !== 'version' || key.startsWith('GET')), ...names]
}

export function viewerOf(role: Role, { people: seated }: Scene): Viewer {
  return role === 'other' ? seated.other.viewer : seated.lead.viewer
}

/**
 * The matters that are asked for. One at each stage is read, and one at each stage is written to: what is refused changes
 * nothing, and what takes effect brings about what it needs before. What would spoil it for the others has one of its own.
 */
export async function openScenes(server: TestServer, links: Links) {
  const people = await createPeople(server.ctx)
  const others = await createPeople(server.ctx)
  const read = new Map<Stage, Scene>()
  /** Of people who have nothing to do with ours. */
  const foreign = new Map<Stage, Scene>()
  const written = new Map<Stage, Scene>()
  const build = (whose: People, stage: Stage) => buildScene(server, links, whose, stage)
  // A deal takes time to come about: first, so that the other sessions stay where they are.
  for (const stage of STAGES) {
    read.set(stage, await build(people, stage))
    foreign.set(stage, await build(others, stage))
  }
  const practice = await openPractice(server, others.lead.viewer)
  const mailId = await deliverOneMail(server)

  async function writtenAt(stage: Stage): Promise<Scene> {
    const scene = written.get(stage) ?? (await build(people, stage))
    written.set(stage, scene)
    return scene
  }

  async function forWriting(spec: RequestSpec, role: Role, cell: Outcome): Promise<Scene> {
    const stage = spec.stage ?? 'opening'
    if (cell !== 'done') return writtenAt(stage)
    const scene = await (spec.spoils ? build(people, stage) : writtenAt(stage))
    await spec.prepare?.({ server, scene, ids: scene.ids, viewer: viewerOf(role, scene) })
    return scene
  }

  async function ofSomebodyNew(key: string, role: Role): Promise<Place> {
    const scene = readAt('opening')
    const own = (viewer: Viewer) => addPersonal(server, scene, viewer)
    if (role === 'anonymous') return { scene, headers: new Headers(), ids: await own(people.lead.viewer) }
    const { viewer, headers } = ASKS_FOR_PASSWORD.test(key)
      ? await createPerson(server.ctx)
      : await signIn(server.ctx, await addAccount(server.ctx, somebody()))
    return { scene, headers, ids: await own(viewer) }
  }

  function readAt(stage: Stage): Scene {
    const scene = read.get(stage)
    if (!scene) throw new Error(`no scene at ${stage}`)
    return scene
  }

  return {
    people,

    async setUp(key: string, role: Role, cell: Outcome): Promise<Place> {
      if (isPersonal(key)) return ofSomebodyNew(key, role)
      const spec = specOf(key)
      const isOfMatter = namesOf(key, spec).some((name) => name !== 'mailId')
      const isWrite = key.startsWith('POST') && isOfMatter
      const scene = isWrite ? await forWriting(spec, role, cell) : readAt(spec.stage ?? 'opening')
      const ids = { ...scene.ids, mailId }
      if (role === 'anonymous') return { scene, headers: new Headers(), ids }
      const { headers } = spec.fresh ? await signIn(server.ctx, people[role].viewer) : people[role]
      return { scene, headers, ids }
    },

    /** Ids that name nothing of the asker's: somebody else's, nobody's, and no id at all. */
    elsewhere(name: string, stage: Stage = 'opening'): readonly string[] {
      const theirs = foreign.get(stage)?.ids[name]
      switch (name) {
        case 'token':
          // Whoever has a link may follow it: there is no token of somebody else's.
          return [randomBytes(32).toString('base64url'), 'no-token', 'x'.repeat(3000)]
        case 'version':
          return ['99', 'no-number', '0', '-1', '1.5', '2147483648', '9007199254740993', '1e400']
        default:
          return [...(theirs === undefined ? [] : [theirs]), randomUUID(), 'not-an-id']
      }
    },

    /** The ids of a matter that is there for others, and such as name nothing. A link is there for whoever has it. */
    hiddenFrom(role: 'lead' | 'stranger'): { readonly hidden: Ids; readonly nowhere: Ids } {
      const theirs = role === 'lead' ? foreign.get('opening') : read.get('opening')
      const hidden = { ...theirs?.ids, token: 'no-token', mailId: randomUUID() }
      const names = Object.keys(hidden).filter((name) => name !== 'version')
      return {
        hidden,
        nowhere: { ...hidden, ...Object.fromEntries(names.map((name) => [name, randomUUID()])) },
      }
    },

    /** Of a matter that somebody else practises on, where there is such a thing. */
    practice: (name: string): readonly string[] => (practice[name] === undefined ? [] : [practice[name]]),
  }
}

async function openPractice({ services }: TestServer, viewer: Viewer): Promise<Ids> {
  const matterId = randomUUID() as string as MatterId
  const form = { matterId, side: 'plaintiff', timeZone: 'America/Chicago' } as const
  expectOk(await services.practice.createPracticeMatter(viewer, form))
  const read = await services.sessions.readMatterSession(viewer, matterId)
  if (!read) throw new Error('no practice session')
  return { matterId, sessionId: read.session.id }
}

function somebody() {
  return { name: 'Dana Whitfield', email: `dana-${randomUUID()}@whitfieldrowe.example` }
}

/** Something of each kind that belongs to an account. */
async function addPersonal({ ctx }: TestServer, { matterId }: Scene, viewer: Viewer): Promise<Ids> {
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
  const notice = { id: ids.notice, userId, matterId, eventKey: randomUUID() }
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

async function deliverOneMail({ ctx }: TestServer): Promise<string> {
  const queued = await ctx.db.selectFrom('mailOutbox').select('id').executeTakeFirstOrThrow()
  await deliverMail(ctx, queued.id)
  const mail = await ctx.db.selectFrom('developmentInbox').select('id').executeTakeFirstOrThrow()
  return mail.id
}

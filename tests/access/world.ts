import { randomUUID } from 'node:crypto'
import { rulesText } from '../../src/contract/rules-text.ts'
import type { Viewer } from '../../src/contract/viewer.ts'
import { DAY_MS } from '../../src/domain/deadlines.ts'
import type { MatterId, SeatId, SessionId } from '../../src/domain/ids.ts'
import { findViewer } from '../../src/server/accounts/find-viewer.ts'
import { openSignIn } from '../../src/server/accounts/open-sign-in.ts'
import type { Context } from '../../src/server/context.ts'
import { makePdf } from '../../src/server/documents/document.fixture.ts'
import { addPlace } from '../../src/server/matters/people-store.ts'
import { withCookies } from '../support/cookies.ts'
import { addAccount, matterForm, type recordLinks } from '../support/matter-builders.ts'
import { expectOk, hours, sealFor } from '../support/negotiation.ts'
import type { TestServer } from '../support/test-server.ts'

/** Whoever may come by. All but the first have an account and are signed in. */
export const ROLES = [
  'anonymous',
  'lead',
  'member',
  'client',
  /** The lead of the seat opposite. */
  'other',
  /** Holds no place on the matter. */
  'stranger',
  /** Was a member of the lead's seat, and is no longer. */
  'removed',
  /** Has an invitation to the lead's seat, and has not answered it. */
  'invited',
] as const
export type Role = (typeof ROLES)[number]
export type SignedIn = Exclude<Role, 'anonymous'>

export type Somebody = { readonly viewer: Viewer; readonly headers: Headers }
export type People = Readonly<Record<SignedIn, Somebody>>

/** Where the session of a matter stands. */
export const STAGES = ['deal', 'terms', 'opening', 'ended'] as const
export type Stage = (typeof STAGES)[number]

/** A matter with something of everything, and the ids by which to ask for it. */
export type Scene = {
  readonly matterId: MatterId
  readonly sessionId: SessionId
  readonly seatId: SeatId
  readonly people: People
  readonly ids: Readonly<Record<string, string>>
}

/** What no answer may hold for whoever may not see the matter. */
export const CAPTION = 'Wrenfield v. Ottoline Shipping'
const NAMES = ['Larkspur', 'Meriwether', 'Cloverdale', 'Oxenholme', 'Strangways', 'Ravensworth', 'Inverness']
export const SECRETS = [CAPTION, 'settlement-of-wrenfield', ...NAMES.slice(0, 4)]

/** The links of the mails can be followed: `linkTo` of the recorded context. */
export type Links = ReturnType<typeof recordLinks>

/** Signed in as a browser is. Accounts without a password, which costs a tenth of a second each. */
export async function signIn(ctx: Context, viewer: Viewer): Promise<Somebody> {
  const headers = withCookies(await openSignIn(ctx, viewer.userId, new Headers()))
  const found = await findViewer(ctx, headers)
  if (!found) throw new Error('no sign-in for the test')
  return { viewer: found, headers }
}

export async function createPeople(ctx: Context): Promise<People> {
  const roles = ROLES.filter((role) => role !== 'anonymous')
  const entries = await Promise.all(
    roles.map(async (role, n) => {
      const name = `${role} ${NAMES[n]}`
      const email = `${NAMES[n]}-${randomUUID()}@${role}-${NAMES[n]}.example`.toLowerCase()
      return [
        role,
        await signIn(ctx, await addAccount(ctx, { name, email, firm: `${NAMES[n]} LLP` })),
      ] as const
    }),
  )
  return Object.fromEntries(entries) as People
}

/** A matter of these people whose session has come to `stage`. */
export async function buildScene(
  server: TestServer,
  links: Links,
  people: People,
  stage: Stage,
): Promise<Scene> {
  const { services, ctx } = server
  const lead = people.lead.viewer
  const other = people.other.viewer
  const form = matterForm({
    caption: CAPTION,
    invitee: { name: other.name, email: other.email, note: '' },
  })
  const { matterId } = form
  expectOk(await services.matters.createMatter(lead, form))
  const waiting = await services.invitations.listWaitingInvitations(other)
  const mine = waiting.at(-1)
  if (!mine) throw new Error('no invitation waits')
  const ref = { by: 'id', invitationId: mine.invitationId } as const
  expectOk(await services.invitations.acceptInvitation(other, ref, 'Ottoline'))
  const seatId = await seatOf(ctx, matterId, lead)
  await addTeam(server, matterId, seatId, people)

  expectOk(
    await services.terms.uploadTerms(lead, {
      matterId,
      submissionId: randomUUID(),
      file: { name: 'settlement-of-wrenfield.pdf', bytes: makePdf(matterId) },
    }),
  )
  const { email, name } = people.invited.viewer
  expectOk(
    await services.invitations.inviteColleague(lead, matterId, { name, email, note: '', role: 'client' }),
  )
  const { token } = await links.linkTo(email)
  await services.invitations.openInvitation(null, { by: 'token', token })
  if (stage !== 'terms') await open(server, matterId, people)
  await bringTo(server, matterId, people, stage)
  await ageInvitations(server, matterId)
  return { matterId, seatId, people, ...(await idsOf(server, matterId, people, token)) }
}

async function addTeam({ ctx, services }: TestServer, matterId: MatterId, seatId: SeatId, people: People) {
  await ctx.db.transaction().execute(async (tx) => {
    const at = await ctx.clock(tx)
    const add = (role: 'member' | 'client' | 'removed') =>
      addPlace(ctx, tx, {
        matterId,
        seatId,
        userId: people[role].viewer.userId,
        role: role === 'client' ? 'client' : 'member',
        at,
      })
    await add('member')
    await add('client')
    await add('removed')
  })
  expectOk(await services.matters.removePerson(people.lead.viewer, matterId, people.removed.viewer.userId))
}

/** Sent a day earlier: nobody may send as many in a day as the scenes of a test run need. */
async function ageInvitations({ ctx }: TestServer, matterId: MatterId): Promise<void> {
  await ctx.db
    .updateTable('invitations')
    .set((eb) => ({ sentAt: eb('sentAt', '-', DAY_MS) }))
    .where('matterId', '=', matterId)
    .execute()
}

async function seatOf({ db }: Context, matterId: MatterId, viewer: Viewer): Promise<SeatId> {
  const row = await db
    .selectFrom('seatPeople')
    .select('seatId')
    .where('matterId', '=', matterId)
    .where('userId', '=', viewer.userId)
    .executeTakeFirstOrThrow()
  return row.seatId
}

async function open({ services }: TestServer, matterId: MatterId, people: People): Promise<void> {
  const leads = [people.lead.viewer, people.other.viewer]
  for (const viewer of leads) expectOk(await services.terms.wishSkip(viewer, matterId))
  const form = { rulesVersion: rulesText.version, acceptRules: 'on', confirmAuthority: 'on' } as const
  for (const viewer of leads) expectOk(await services.terms.acceptRules(viewer, matterId, form))
}

async function bringTo(server: TestServer, matterId: MatterId, people: People, stage: Stage): Promise<void> {
  const { sessions } = server.services
  const read = async (viewer: Viewer) => {
    const session = await sessions.readMatterSession(viewer, matterId)
    if (!session) throw new Error('a side cannot read its own session')
    return session
  }
  const { session } = await read(people.lead.viewer)
  if (stage === 'ended') {
    await sessions.endSession(people.lead.viewer, session.id, randomUUID(), { reason: null })
  }
  if (stage !== 'deal') return
  for (const { viewer } of [people.lead, people.other]) {
    const entry = await sealFor(await read(viewer), 'opening', 50_000_00n)
    const receipt = await sessions.enterNumber(viewer, session.id, randomUUID(), entry)
    if (receipt.result !== 'done') throw new Error(`no entry: ${receipt.code}`)
  }
  server.clock.advance(hours(48))
  if ((await read(people.lead.viewer)).deal === null) throw new Error('no deal')
}

async function idsOf({ ctx, services }: TestServer, matterId: MatterId, people: People, token: string) {
  const { db } = ctx
  const one = <T>(rows: readonly T[]): T => {
    const [row] = rows
    if (row === undefined) throw new Error('nothing there to ask for')
    return row
  }
  const invitation = one(
    await db
      .selectFrom('invitations')
      .select('id')
      .where('matterId', '=', matterId)
      .where('email', '=', people.invited.viewer.email)
      .execute(),
  )
  const document = one(
    await db.selectFrom('documents').select('id').where('matterId', '=', matterId).execute(),
  )
  const session = await services.sessions.readMatterSession(people.lead.viewer, matterId)
  if (!session) throw new Error('no session')
  return {
    sessionId: session.session.id,
    ids: {
      matterId,
      sessionId: session.session.id,
      documentId: document.id,
      version: '1',
      invitationId: invitation.id,
      token,
      userId: people.member.viewer.userId,
    },
  }
}

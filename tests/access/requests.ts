import { randomUUID } from 'node:crypto'
import { makeRevealKeys } from '../../src/contract/revealing.ts'
import { rulesText } from '../../src/contract/rules-text.ts'
import { base64urlFromBytes } from '../../src/contract/sealing-base64url.ts'
import { completeTermSheet } from '../../src/contract/term-sheet.fixture.ts'
import type { Viewer } from '../../src/contract/viewer.ts'
import { HOUR_MS } from '../../src/domain/deadlines.ts'
import { makePdf } from '../../src/server/documents/document.fixture.ts'
import { expectOk, sealFor } from '../support/negotiation.ts'
import { TEST_PASSWORD } from '../support/people.ts'
import type { TestServer } from '../support/test-server.ts'
import type { Scene, Stage } from './world.ts'

export type Ids = Readonly<Record<string, string>>

/** What a request is made from: the ids that it names, and who asks (for what they have to bring along). */
export type Asker = {
  readonly server: TestServer
  readonly scene: Scene
  readonly ids: Ids
  /** On whose seat it would be done; the lead's where the asker holds none. */
  readonly viewer: Viewer
}

export type RequestSpec = {
  /** Where the session stands for it to succeed. */
  readonly stage?: Stage
  /** Ids that it names in its body, besides those of its address. */
  readonly names?: readonly string[]
  /** Nothing else could be asked of its matter afterwards. */
  readonly spoils?: true
  /** Brings about what it needs, whatever was asked of the matter before. */
  readonly prepare?: (asker: Asker) => Promise<void>
  readonly body?: (asker: Asker) => Promise<Fields | File> | Fields
  /** As JSON, under an idempotency key, as the scripts of our pages send it. */
  readonly json?: true
  /** Only soon after the person has proved who they are. */
  readonly fresh?: true
}

type Fields = Readonly<Record<string, unknown>>

const uuid = () => randomUUID()

const approval = async ({ server, scene }: Asker) => {
  const current = await server.services.sessions.readMatterSession(scene.people.lead.viewer, scene.matterId)
  return {
    version: String(current?.view.terms?.version ?? 1),
    sha256: current?.view.terms?.sha256 ?? '0'.repeat(64),
  }
}

const approve = async (asker: Asker) => {
  const { version, sha256 } = await approval(asker)
  const { terms } = asker.server.services
  expectOk(await terms.approveTerms(asker.viewer, asker.scene.matterId, { version: Number(version), sha256 }))
}

const otherThan = ({ viewer, scene }: Asker): Viewer =>
  viewer.userId === scene.people.other.viewer.userId ? scene.people.lead.viewer : scene.people.other.viewer

/** Another day each time: what was proposed before is no proposal. */
let days = 0
function aStart() {
  days += 1
  const date = new Date(Date.UTC(2026, 1, 20 + days)).toISOString().slice(0, 10)
  return { date, time: '09:00' }
}

const TERMS: Readonly<Record<string, RequestSpec>> = {
  upload: {
    body: () => ({
      submissionId: uuid(),
      file: new File([new Uint8Array(makePdf(uuid()))], 'another.pdf', { type: 'application/pdf' }),
    }),
  },
  reuse: {
    spoils: true,
    prepare: async ({ server, scene }) => {
      const { sessions } = server.services
      const lead = scene.people.lead.viewer
      await sessions.endSession(lead, scene.sessionId, uuid(), { reason: null })
      expectOk(await sessions.proposeSession(lead, scene.matterId))
    },
    body: () => ({ submissionId: uuid() }),
  },
  approve: {
    // Takes back what they have approved.
    prepare: async ({ server, viewer, scene }) => {
      expectOk(await server.services.terms.wishSkip(viewer, scene.matterId))
    },
    body: approval,
  },
  'withdraw-approval': {
    prepare: approve,
  },
  // Takes back what they have wished.
  skip: { prepare: approve },
  'withdraw-skip': {
    prepare: async ({ server, viewer, scene }) => {
      expectOk(await server.services.terms.wishSkip(viewer, scene.matterId))
    },
  },
  'withdraw-acceptance': {
    prepare: async (asker) => {
      const { server, viewer, scene } = asker
      const { terms } = server.services
      for (const each of [viewer, otherThan(asker)]) expectOk(await terms.wishSkip(each, scene.matterId))
      const form = { rulesVersion: rulesText.version, acceptRules: 'on', confirmAuthority: 'on' } as const
      expectOk(await terms.acceptRules(viewer, scene.matterId, form))
    },
  },
  'propose-start': { body: aStart },
  'accept-start': {
    prepare: async (asker) => {
      const { terms } = asker.server.services
      expectOk(await terms.proposeStart(otherThan(asker), asker.scene.matterId, aStart()))
    },
    body: async ({ server, scene }) => {
      const read = await server.services.sessions.readMatterSession(scene.people.lead.viewer, scene.matterId)
      return { startsAt: String(read?.view.start.proposal?.startsAt ?? server.clock.now() + 100 * HOUR_MS) }
    },
  },
  'withdraw-start': {
    prepare: async ({ server, viewer, scene }) => {
      expectOk(await server.services.terms.proposeStart(viewer, scene.matterId, aStart()))
    },
  },
  comment: { body: () => ({ submissionId: uuid(), version: '1', body: 'Clause 4 is not what we agreed.' }) },
}

const sheet = async ({ server, scene, viewer }: Asker) => {
  const read = await server.services.terms.readTermSheet(viewer, scene.matterId, null)
  return { ...completeTermSheet, revision: String(read?.revision ?? 0) }
}

const invitee = () => ({ name: 'Ada Quill', email: `ada-${uuid()}@quill.example`, note: '', role: 'member' })

const PEOPLE: Readonly<Record<string, RequestSpec>> = {
  preview: { body: () => ({ target: 'colleague', ...invitee() }) },
  invite: { body: () => ({ target: 'colleague', ...invitee() }) },
  edit: { body: () => ({ target: 'colleague', ...invitee() }) },
  'member-reveal': { body: () => ({ on: 'true' }) },
  resend: { names: ['invitationId'], spoils: true },
  revoke: { names: ['invitationId'], spoils: true },
  remove: { names: ['userId'], spoils: true },
  'hand-over': { names: ['userId'], spoils: true },
}

const newMatter = () => ({
  matterId: uuid(),
  words: 'plaintiff-defendant',
  currency: 'USD',
  timeZone: 'America/Chicago',
  caption: 'Quill v. Sandbar',
  dispute: 'Goods that came late.',
  side: 'plaintiff',
  represents: 'Quill',
  inviteeName: 'Ada Quill',
  inviteeEmail: `ada-${uuid()}@quill.example`,
})

const INVITATION: Readonly<Record<string, RequestSpec>> = {
  accept: { spoils: true },
  decline: { spoils: true, body: () => ({ reason: 'No longer my matter.' }) },
  ask: {
    spoils: true,
    // Only where it has run out.
    prepare: async ({ server, scene }) => {
      await server.ctx.db
        .updateTable('invitations')
        .set({ expiresAt: server.clock.now() - 1 })
        .where('matterId', '=', scene.matterId)
        .where('email', '=', scene.people.invited.viewer.email)
        .execute()
    },
  },
  'sign-up': {
    body: () => ({
      name: 'Ada Quill',
      password: TEST_PASSWORD,
      occupation: 'attorney',
      firm: 'Quill LLP',
      timeZone: 'America/Chicago',
    }),
  },
}

const password = { password: TEST_PASSWORD }

/** Everything that is not plainly read by its address. What is not named here is asked for with no more than it. */
const SPECS: Readonly<Record<string, RequestSpec>> = {
  'GET /matters/:matterId/terms': { stage: 'terms' },
  'GET /matters/:matterId/terms/versions/:version': { stage: 'terms' },
  'GET /matters/:matterId/terms/sheet': { stage: 'terms' },
  'GET /matters/:matterId/terms/rules': { stage: 'terms' },
  'GET /matters/:matterId/deal': { stage: 'deal' },
  'GET /matters/:matterId/deal.pdf': { stage: 'deal' },
  'GET /invitations/:token': { stage: 'terms' },
  'GET /invitations/waiting/:invitationId': { stage: 'terms' },

  ...prefixed('POST /matters/:matterId/terms', 'terms', TERMS),
  ...prefixed('POST /matters/:matterId/terms/versions/:version', 'terms', TERMS),
  ...prefixed('POST /matters/:matterId/people', 'terms', PEOPLE),
  ...prefixed('POST /invitations/:token', 'terms', INVITATION),
  ...prefixed('POST /invitations/waiting/:invitationId', 'terms', INVITATION),
  'POST /matters/:matterId/terms/sheet save': { stage: 'terms', body: sheet },
  'POST /matters/:matterId/terms/sheet preview': { stage: 'terms', body: sheet },
  'POST /matters/:matterId/terms/sheet make': {
    stage: 'terms',
    spoils: true,
    body: async (asker) => ({ ...(await sheet(asker)), submissionId: uuid() }),
  },
  'POST /matters/:matterId/terms/rules': {
    stage: 'terms',
    spoils: true,
    prepare: async (asker) => {
      const { terms } = asker.server.services
      for (const each of [asker.viewer, otherThan(asker)])
        expectOk(await terms.wishSkip(each, asker.scene.matterId))
    },
    body: () => ({ rulesVersion: rulesText.version, acceptRules: 'on', confirmAuthority: 'on' }),
  },
  'POST /matters/:matterId propose-session': { stage: 'ended', spoils: true },
  'POST /matters/:matterId/messages': {
    body: () => ({ submissionId: uuid(), body: 'May we talk on Friday?' }),
  },
  'POST /matters/new send': { body: newMatter },
  'POST /matters/new keep': { body: newMatter },
  'POST /matters/new edit': { body: newMatter },
  'POST /matters/new review': { body: newMatter },
  'POST /practice': { body: () => ({ matterId: uuid(), side: 'plaintiff', timeZone: 'America/Chicago' }) },
  'POST /practice/:matterId/clock': { body: () => ({ to: 'one-day' }) },

  'POST /api/v1/sessions/:sessionId/entries': {
    json: true,
    body: async ({ server, scene, viewer }) => {
      const read = await server.services.sessions.readMatterSession(viewer, scene.matterId)
      if (!read) throw new Error('no session to seal a number for')
      return sealFor(read, 'opening', 40_000_00n)
    },
  },
  'POST /api/v1/sessions/:sessionId/withdrawals': {
    json: true,
    prepare: async ({ server, scene, viewer }) => {
      const { sessions } = server.services
      const read = await sessions.readMatterSession(viewer, scene.matterId)
      if (!read) throw new Error('no session to seal a number for')
      await sessions.enterNumber(viewer, scene.sessionId, uuid(), await sealFor(read, 'opening', 40_000_00n))
    },
  },
  'POST /api/v1/sessions/:sessionId/keep-running': { json: true, body: () => ({ on: true }) },
  'POST /api/v1/sessions/:sessionId/end': { json: true, spoils: true, body: () => ({ reason: null }) },
  'POST /api/*': { json: true },

  'POST /api/v1/sessions/:sessionId/reveals': {
    json: true,
    fresh: true,
    body: async () => ({ publicKey: base64urlFromBytes((await makeRevealKeys()).publicKey) }),
  },
  'POST /confirm-identity': { json: true, body: () => ({ by: 'password', ...password }) },
  'POST /notices': { names: ['notice'] },
  'POST /theme': { body: () => ({ theme: 'dark' }) },
  'POST /sign-up': {
    body: () => ({ ...account(), email: `ada-${uuid()}@quill.example`, ...password }),
  },
  'POST /verify-email': { body: () => ({ token: 'no-such-token', ...password }) },
  'POST /sign-in': { body: () => ({ email: 'nobody@quill.example', ...password }) },
  'POST /sign-in/second-factor': { body: () => ({ code: '123456' }) },
  'POST /forgot-password': { body: () => ({ email: 'nobody@quill.example' }) },
  'POST /reset-password': { body: () => ({ token: 'no-such-token', ...password }) },
  'POST /sign-in/passkey': { json: true },
  'POST /settings/profile': { body: account },
  'POST /settings/notifications': { body: () => ({ mailed: 'terms' }) },
  'POST /settings/security end-sign-in': { names: ['signInId'] },
  'POST /settings/security/password': {
    body: () => ({ currentPassword: TEST_PASSWORD, newPassword: 'nine otters under the old pier' }),
  },
  'POST /settings/security/authenticator-app begin': { body: () => password },
  'POST /settings/security/authenticator-app renew': { body: () => password },
  'POST /settings/security/authenticator-app disable': { body: () => password },
  'POST /settings/security/authenticator-app confirm': {
    body: () => ({ uri: 'otpauth://totp/Backchannel', code: '123456' }),
  },
  'POST /settings/security/passkeys rename': { names: ['passkeyId'], body: () => ({ name: 'Work laptop' }) },
  'POST /settings/security/passkeys remove': { names: ['passkeyId'] },
  'POST /settings/security/passkeys/new': { json: true, body: () => password },
}

export function specOf(key: string): RequestSpec {
  return SPECS[key] ?? {}
}

export const SPECIFIED = Object.keys(SPECS)

function account() {
  return { name: 'Ada Quill', occupation: 'attorney', firm: 'Quill LLP', timeZone: 'America/Chicago' }
}

function prefixed(
  prefix: string,
  stage: Stage,
  specs: Readonly<Record<string, RequestSpec>>,
): Readonly<Record<string, RequestSpec>> {
  return Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => [`${prefix} ${name}`, { stage, ...spec }]),
  )
}

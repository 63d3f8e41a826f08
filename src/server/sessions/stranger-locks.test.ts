import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import {
  type Negotiation,
  openMatterForTwo,
  openSession,
  sealFor,
} from '../../../tests/support/negotiation.ts'
import { createPerson, type Person } from '../../../tests/support/people.ts'
import { startTestServer, type TestServer } from '../../../tests/support/test-server.ts'
import { makeRevealKeys } from '../../contract/revealing.ts'
import { base64urlFromBytes } from '../../contract/sealing-base64url.ts'
import type { SessionId } from '../../domain/ids.ts'
import type { Services } from '../services.ts'
import type { MatterSession } from './read-matter-session.ts'
import { lockSession } from './session-store.ts'

let server: TestServer
let negotiation: Negotiation
let stranger: Person
let session: MatterSession
let sessionId: SessionId

beforeAll(async () => {
  server = await startTestServer({ clusterUrl: inject('clusterUrl') })
  negotiation = await openMatterForTwo(server)
  await openSession(negotiation)
  stranger = await createPerson(server.ctx)
  const read = await server.services.sessions.readMatterSession(
    negotiation.people.plaintiff.viewer,
    negotiation.matterId,
  )
  if (!read) throw new Error('a side cannot read its own session')
  session = read
  sessionId = read.session.id
})
afterAll(() => server.close())

type Attempt = (services: Services) => Promise<unknown>

const key = () => randomUUID()
const COMMANDS: Readonly<Record<string, Attempt>> = {
  'enter a number': async ({ sessions }) =>
    sessions.enterNumber(stranger.viewer, sessionId, key(), await sealFor(session, 'opening', 1_00n)),
  'withdraw it': ({ sessions }) => sessions.withdrawNumber(stranger.viewer, sessionId, key()),
  'have it revealed': async ({ sessions }) => {
    const publicKey = base64urlFromBytes((await makeRevealKeys()).publicKey)
    return sessions.revealNumber(stranger.viewer, sessionId, key(), { publicKey }, stranger.headers)
  },
  'keep it running': ({ sessions }) =>
    sessions.switchKeepRunning(stranger.viewer, sessionId, key(), { on: true }),
  'end it': ({ sessions }) => sessions.endSession(stranger.viewer, sessionId, key(), { reason: null }),
  'propose another': ({ sessions }) => sessions.proposeSession(stranger.viewer, negotiation.matterId),
  'skip the terms': ({ terms }) => terms.wishSkip(stranger.viewer, negotiation.matterId),
  'comment on them': ({ terms }) =>
    terms.commentOnTerms(stranger.viewer, negotiation.matterId, {
      submissionId: key(),
      version: 1,
      body: 'Who is there?',
    }),
  'move its clock': ({ practice }) =>
    practice.movePracticeClock(stranger.viewer, negotiation.matterId, 'one-day'),
}

test.each(Object.entries(COMMANDS))(
  'whoever has no seat is told so without a wait for the session: to %s',
  async (_, attempt) => {
    // The lock is held throughout: whoever waited for it would be told, in the end, that it could not be had.
    const answer = await server.ctx.db.transaction().execute(async (tx) => {
      await lockSession(tx, sessionId)
      return attempt(server.services)
    })
    const text = JSON.stringify(answer)
    expect(text).toContain('not-found')
  },
)

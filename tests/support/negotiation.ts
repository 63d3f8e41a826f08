import { randomUUID } from 'node:crypto'
import { rulesText } from '../../src/contract/rules-text.ts'
import { sealNumber } from '../../src/contract/sealing.ts'
import { base64urlFromBytes, bytesFromBase64url } from '../../src/contract/sealing-base64url.ts'
import type { CommandReceipt } from '../../src/contract/session-commands.ts'
import { HOUR_MS, type Instant } from '../../src/domain/deadlines.ts'
import type { EntryId, MatterId } from '../../src/domain/ids.ts'
import { type Currency, isCurrency } from '../../src/domain/money-currencies.ts'
import type { EntryStep } from '../../src/domain/session-state.ts'
import type { Side } from '../../src/domain/side.ts'
import type { MatterSession } from '../../src/server/sessions/read-matter-session.ts'
import { matterForm } from './matter-builders.ts'
import { createPerson, type Person } from './people.ts'
import type { TestServer } from './test-server.ts'

/** What a negotiation needs of a server; the clock is moved between acts, where the test holds it. */
export type NegotiationServer = Pick<TestServer, 'ctx' | 'services' | 'url'> & {
  readonly clock: { advance(ms: number): void }
}

/** Two lawyers on the two seats of one matter. */
export type Negotiation = {
  readonly server: NegotiationServer
  readonly matterId: MatterId
  readonly people: Readonly<Record<Side, Person>>
}

type Options = {
  readonly currency?: Currency
  readonly caption?: string
  /** Two new ones unless given. */
  readonly people?: Negotiation['people']
}

/** A matter with a lead on both seats, its first session at the terms. */
export async function openMatterForTwo(
  server: NegotiationServer,
  options: Options = {},
): Promise<Negotiation> {
  const { services } = server
  const { people = await createTwoLawyers(server), ...about } = options
  const invitee = { name: 'Daniel Okafor', email: people.defendant.viewer.email, note: '' }
  const form = matterForm({ ...about, invitee })
  expectOk(await services.matters.createMatter(people.plaintiff.viewer, form))
  const [invitation] = await services.invitations.listWaitingInvitations(people.defendant.viewer)
  if (!invitation) throw new Error('no invitation waits')
  const ref = { by: 'id', invitationId: invitation.invitationId } as const
  expectOk(
    await services.invitations.acceptInvitation(people.defendant.viewer, ref, 'Northgate Logistics, Inc.'),
  )
  return { server, matterId: form.matterId, people }
}

export async function createTwoLawyers({ ctx }: NegotiationServer): Promise<Negotiation['people']> {
  return {
    plaintiff: await createPerson(ctx, {
      name: 'Paula Reyes',
      email: `paula-${randomUUID()}@reyeslaw.example`,
      firm: 'Reyes Law',
    }),
    defendant: await createPerson(ctx, {
      name: 'Daniel Okafor',
      email: `daniel-${randomUUID()}@okafor.example`,
      firm: 'Okafor & Lund',
    }),
  }
}

/** Both skip the terms and accept the rules: the session opens, now or at the start agreed on. */
export async function openSession(negotiation: Negotiation, startsAt: Instant | null = null): Promise<void> {
  const { server, matterId, people } = negotiation
  const { terms } = server.services
  if (startsAt !== null) await agreeOnStart(negotiation, startsAt)
  for (const { viewer } of Object.values(people)) {
    // As time does: what happens in one instant has no order in a list.
    server.clock.advance(1)
    expectOk(await terms.wishSkip(viewer, matterId))
  }
  for (const { viewer } of Object.values(people)) {
    server.clock.advance(1)
    const form = { rulesVersion: rulesText.version, acceptRules: 'on', confirmAuthority: 'on' } as const
    expectOk(await terms.acceptRules(viewer, matterId, form))
  }
}

async function agreeOnStart({ server, matterId, people }: Negotiation, startsAt: Instant): Promise<void> {
  const { ctx } = server
  const { commandSession } = await import('../../src/server/sessions/command-session.ts')
  const { viewer: plaintiff } = people.plaintiff
  const { viewer: defendant } = people.defendant
  expectOk(
    await commandSession(ctx, plaintiff, matterId, ({ side }) => ({ type: 'propose-start', side, startsAt })),
  )
  expectOk(
    await commandSession(ctx, defendant, matterId, ({ side }) => ({ type: 'accept-start', side, startsAt })),
  )
}

/** The matter's session as the side's browser gets it, over HTTP. */
export async function readOver(negotiation: Negotiation, side: Side): Promise<MatterSession> {
  const { server, matterId, people } = negotiation
  const response = await fetch(`${server.url}/api/v1/matters/${matterId}/session`, {
    headers: people[side].headers,
  })
  if (!response.ok) throw new Error(`reading the session: ${response.status}`)
  return (await response.json()) as MatterSession
}

/** Sends a command over HTTP as the side's browser would. */
export async function commandOver(
  negotiation: Negotiation,
  side: Side,
  path: 'entries' | 'withdrawals' | 'keep-running' | 'end',
  body: unknown,
  key: string = randomUUID(),
): Promise<CommandReceipt> {
  const { session } = await readOver(negotiation, side)
  const { server, people } = negotiation
  const headers = new Headers(people[side].headers)
  headers.set('Origin', server.url)
  headers.set('Content-Type', 'application/json')
  headers.set('Idempotency-Key', key)
  const response = await fetch(`${server.url}/api/v1/sessions/${session.id}/${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  })
  return (await response.json()) as CommandReceipt
}

export type SealedNumber = { readonly entryId: EntryId; readonly step: EntryStep; readonly envelope: string }

/** A number sealed as a browser seals it, for the session as it is now. */
export async function sealOver(
  negotiation: Negotiation,
  side: Side,
  step: EntryStep,
  amountCents: bigint,
): Promise<SealedNumber> {
  return sealFor(await readOver(negotiation, side), step, amountCents)
}

/** A number sealed to the session that its author looks at. */
export async function sealFor(
  { matter, session, seat }: MatterSession,
  step: EntryStep,
  amountCents: bigint,
  entryId = randomUUID() as string as EntryId,
): Promise<SealedNumber> {
  if (!isCurrency(matter.currency)) throw new Error('unknown currency')
  const envelope = await sealNumber({
    sessionId: session.id,
    seatId: seat.id,
    side: seat.side,
    currency: matter.currency,
    entryId,
    step,
    publicKey: bytesFromBase64url(session.publicKey),
    amountCents,
  })
  return { entryId, step, envelope: base64urlFromBytes(envelope) }
}

/** Enters a number over HTTP, for the step in force at the server's clock. */
export async function enterOver(
  negotiation: Negotiation,
  side: Side,
  amountCents: bigint,
  step: EntryStep,
): Promise<CommandReceipt> {
  return commandOver(negotiation, side, 'entries', await sealOver(negotiation, side, step, amountCents))
}

export const hours = (count: number): number => Math.round(count * HOUR_MS)

export function expectOk<T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`)
  return result.value
}

import fc from 'fast-check'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import {
  addAccount,
  type InvitationLink,
  matterForm,
  recordLinks,
} from '../../../tests/support/matter-builders.ts'
import { startTestServer, type TestServer } from '../../../tests/support/test-server.ts'
import type { Viewer } from '../../contract/viewer.ts'
import { DAY_MS } from '../../domain/deadlines.ts'
import type { MatterId } from '../../domain/ids.ts'
import { INVITATION_MS, type ShownInvitationStatus } from '../../domain/invitation.ts'
import type { Context } from '../context.ts'
import { createMatter } from '../matters/create-matter.ts'
import { listPeople } from '../matters/people-store.ts'
import { readPeople } from '../matters/read-people.ts'
import { acceptInvitation } from './accept-invitation.ts'
import { declineInvitation } from './decline-invitation.ts'
import { inviteOtherSide } from './invite-other-side.ts'
import { openInvitation } from './open-invitation.ts'
import { resendInvitation } from './resend-invitation.ts'
import { revokeInvitation } from './revoke-invitation.ts'

/**
 * Invitations to the other seat as a state machine, beside a model of a few lines: whatever is done in whatever order,
 * with whatever link was ever sent, by whomever, at most one person ever takes the seat, and by the newest link alone.
 */
let server: TestServer
let ctx: Context
let linkTo: (email: string) => Promise<InvitationLink>
let dana: Viewer
const invited: Viewer[] = []

beforeAll(async () => {
  server = await startTestServer({ clusterUrl: inject('clusterUrl') })
  const recorded = recordLinks(server.ctx)
  ctx = recorded.ctx
  linkTo = recorded.linkTo
  dana = await addAccount(ctx, { name: 'Dana', email: 'dana@rowe.example' })
  for (const name of ['marcus', 'nora', 'eve']) {
    invited.push(await addAccount(ctx, { name, email: `${name}@${name}.example` }))
  }
})
afterAll(() => server?.close())

/** Who: 0 and 1 are invited, 2 never is. Which: a link among all that were ever sent, counted from the last. */
type Step =
  | { readonly do: 'invite'; readonly who: number }
  | { readonly do: 'resend' | 'revoke' }
  | { readonly do: 'open' | 'decline' | 'accept'; readonly who: number; readonly which: number }
  | { readonly do: 'wait'; readonly days: number }

const who = fc.integer({ min: 0, max: 2 })
const which = fc.integer({ min: 0, max: 2 })
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('invite' as const), who: fc.integer({ min: 0, max: 1 }) }),
  fc.record({ do: fc.constantFrom('resend' as const, 'revoke' as const) }),
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('open' as const, 'decline' as const, 'accept' as const),
      who,
      which,
    }),
  },
  fc.record({ do: fc.constant('wait' as const), days: fc.constantFrom(1, 13, 14) }),
)

type ModelInvitation = {
  readonly to: number
  readonly link: InvitationLink
  readonly expiresAt: number
  status: ShownInvitationStatus
}

class Model {
  readonly sent: ModelInvitation[] = []
  holder: number | null = null

  last() {
    return this.sent.at(-1)
  }
  isPending(invitation = this.last()) {
    return invitation?.status === 'sent' || invitation?.status === 'opened'
  }
  isAnswerable(invitation: ModelInvitation | undefined, now: number) {
    return invitation !== undefined && this.isPending(invitation) && now < invitation.expiresAt
  }
  shown(now: number): ShownInvitationStatus | null {
    const last = this.last()
    if (!last) return null
    return this.isPending(last) && now >= last.expiresAt ? 'expired' : last.status
  }
}

async function perform(model: Model, matterId: MatterId, action: Step): Promise<void> {
  // No two acts of people share a millisecond: the last of two invitations of one instant is nobody's to tell.
  server.clock.advance(1)
  const now = server.clock.now()
  switch (action.do) {
    case 'invite': {
      const viewer = personOf(action.who)
      const expected = model.holder === null && !model.isPending()
      const sent = await inviteOtherSide(ctx, dana, matterId, {
        name: viewer.name,
        email: viewer.email,
        note: '',
      })
      expectOutcome(sent, expected)
      if (sent.ok) await remember(model, action.who, now)
      return
    }
    case 'resend': {
      const current = await shown(matterId)
      if (!current) return
      const last = model.last()
      const renewed = await resendInvitation(ctx, dana, matterId, current.invitationId)
      expectOutcome(renewed, model.isPending())
      if (!renewed.ok || !last) return
      last.status = 'replaced'
      return remember(model, last.to, now)
    }
    case 'revoke': {
      const current = await shown(matterId)
      if (!current) return
      const revoked = await revokeInvitation(ctx, dana, matterId, current.invitationId)
      expectOutcome(revoked, model.isPending())
      const last = model.last()
      if (revoked.ok && last) last.status = 'revoked'
      return
    }
    case 'wait':
      server.clock.advance(action.days * DAY_MS)
      return
    default: {
      const invitation = model.sent.at(-1 - action.which)
      if (!invitation) return
      const viewer = personOf(action.who)
      const mayAnswer = invitation.to === action.who && model.isAnswerable(invitation, now)
      if (action.do === 'open') {
        await openInvitation(ctx, viewer, invitation.link)
        if (invitation.status === 'sent' && now < invitation.expiresAt) invitation.status = 'opened'
      } else if (action.do === 'decline') {
        expectOutcome(await declineInvitation(ctx, viewer, invitation.link, ''), mayAnswer)
        if (mayAnswer) invitation.status = 'declined'
      } else {
        expectOutcome(await acceptInvitation(ctx, viewer, invitation.link, 'Somebody'), mayAnswer)
        if (mayAnswer) {
          invitation.status = 'accepted'
          model.holder = action.who
        }
      }
    }
  }
}

async function remember(model: Model, to: number, now: number): Promise<void> {
  const link = await linkTo(personOf(to).email)
  model.sent.push({ to, link, expiresAt: now + INVITATION_MS, status: 'sent' })
}

function expectOutcome(result: { readonly ok: boolean; readonly error?: unknown }, expected: boolean): void {
  // Filling a mailbox is refused whatever else holds.
  if (!result.ok && result.error === 'address-limit') return
  expect(result.ok).toBe(expected)
}

function personOf(index: number): Viewer {
  const person = invited[index]
  if (!person) throw new Error(`nobody is ${index}`)
  return person
}

async function shown(matterId: MatterId) {
  return (await readPeople(ctx, dana, matterId))?.otherInvitation ?? null
}

test('behaves as the model says, whatever is done in whatever order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      const form = matterForm({ invitee: null })
      await createMatter(ctx, dana, form)
      const model = new Model()
      for (const each of steps) {
        await perform(model, form.matterId, each)

        expect((await shown(form.matterId))?.status ?? null).toBe(model.shown(server.clock.now()))
        const opposite = (await listPeople(ctx.db, form.matterId)).filter(({ side }) => side === 'defendant')
        const holder = model.holder === null ? [] : [personOf(model.holder).userId]
        expect(opposite.map(({ userId }) => userId)).toEqual(holder)
      }
    }),
    { numRuns: 60, endOnFailure: false },
  )
})

import type { SubmissionResult } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
import { data } from 'react-router'
import { type InvitationPreview, inviteSchema } from '../../../contract/invitations.ts'
import type { Viewer } from '../../../contract/viewer.ts'
import type { InvitationId, MatterId, UserId } from '../../../domain/ids.ts'
import type { InviteTarget } from '../../components/matters/invite-form.tsx'
import { seatRule } from '../../components/matters/seat-rule.ts'
import type { AppContext } from '../../services-context.ts'

type Values = Readonly<Record<string, string>>

/** What came of a form on the page of people. */
export type PeopleOutcome =
  | { readonly kind: 'done'; readonly message: string }
  | { readonly kind: 'refused'; readonly message: string }
  | {
      readonly kind: 'form'
      readonly target: InviteTarget
      readonly values: Values
      readonly result: SubmissionResult<string[]> | null
    }
  | { readonly kind: 'review'; readonly values: Values; readonly letter: InvitationPreview }

export type PeopleForm = {
  readonly services: AppContext['services']
  readonly viewer: Viewer
  readonly matterId: MatterId
  readonly formData: FormData
}

/** Does what a form of the page asks for, by its `intent`. Throws 404 for what is not the reader's. */
export async function performPeopleAction(form: PeopleForm): Promise<PeopleOutcome> {
  const { services, viewer, matterId, formData } = form
  const userId = String(formData.get('userId')) as UserId
  const invitationId = String(formData.get('invitationId')) as InvitationId
  switch (formData.get('intent')) {
    case 'preview':
    case 'invite':
    case 'edit':
      return invite(form)
    case 'resend': {
      const sent = await services.invitations.resendInvitation(viewer, matterId, invitationId)
      return sent.ok
        ? done('Sent again, with a new link. The old one opens nothing any more.')
        : refused(sent.error)
    }
    case 'revoke': {
      const revoked = await services.invitations.revokeInvitation(viewer, matterId, invitationId)
      return revoked.ok ? done('The invitation is revoked. Its link opens nothing.') : refused(revoked.error)
    }
    case 'remove': {
      const removed = await services.matters.removePerson(viewer, matterId, userId)
      return removed.ok ? done('Removed. Access has ended.') : refused(removed.error)
    }
    case 'member-reveal': {
      const on = formData.get('on') === 'true'
      const switched = await services.matters.switchMemberReveal(viewer, matterId, { on })
      if (!switched.ok) return refused(switched.error)
      return done(
        on ? 'Members of your side may see its numbers.' : 'Your side’s numbers are the lead’s alone.',
      )
    }
    case 'hand-over': {
      const handed = await services.matters.handOverLead(viewer, matterId, userId)
      return handed.ok ? done('The lead is handed over. You are a member now.') : refused(handed.error)
    }
    default:
      throw data(null, { status: 400 })
  }
}

async function invite({ services, viewer, matterId, formData }: PeopleForm): Promise<PeopleOutcome> {
  const target = formData.get('target') === 'colleague' ? 'colleague' : 'other-side'
  const values = typedValues(formData, target)
  const submission = parseWithZod(formData, { schema: inviteSchema })
  const form = (result: SubmissionResult<string[]> | null) =>
    ({ kind: 'form', target, values, result }) as const
  if (formData.get('intent') === 'edit') return form(null)
  if (submission.status !== 'success') return form(submission.reply())

  const { role, ...invitee } = submission.value
  const problem = (error: keyof typeof addressProblems) =>
    form(submission.reply({ fieldErrors: { email: [addressProblems[error]] } }))
  if (formData.get('intent') === 'preview') {
    const letter = await services.invitations.previewInvitation(viewer, matterId, role, invitee)
    if (letter.ok) return { kind: 'review', values, letter: letter.value }
    return isAddressProblem(letter.error) ? problem(letter.error) : refused(letter.error)
  }
  const sent =
    role === 'lead'
      ? await services.invitations.inviteOtherSide(viewer, matterId, invitee)
      : await services.invitations.inviteColleague(viewer, matterId, { ...invitee, role })
  if (sent.ok) return done(`The invitation to ${invitee.name} is on its way.`)
  return isAddressProblem(sent.error) ? problem(sent.error) : refused(sent.error)
}

function typedValues(formData: FormData, target: InviteTarget): Values {
  const entries = ['name', 'email', 'note', 'role'].map(
    (name) => [name, String(formData.get(name) ?? '')] as const,
  )
  return Object.fromEntries([['target', target], ...entries.filter(([, value]) => value !== '')])
}

const addressProblems = {
  'own-address': 'This is your own address.',
  'same-organization': seatRule,
  'already-on-seat': 'This person is on your side already.',
  'address-limit':
    'This address has had five invitations to this matter within 24 hours. Try again tomorrow, or call.',
} as const

function isAddressProblem(error: string): error is keyof typeof addressProblems {
  return Object.hasOwn(addressProblems, error)
}

const refusals = {
  'not-allowed': 'Only the lead of your side can do this.',
  'practice-matter': 'A practice matter has no people to invite.',
  'seat-held': 'The other side has taken its seat.',
  'invitation-pending': 'This invitation is pending already: send it again, or revoke it first.',
  'invitation-ended': 'The invitation was answered or ended in the meantime. The page shows how it stands.',
  'address-limit': addressProblems['address-limit'],
  'account-limit': 'You have sent 200 invitations within 24 hours, which is the limit. Try again tomorrow.',
  'lead-stays': 'A seat always has its lead: hand over first.',
  'not-a-member': 'Only a member can take over the lead.',
  'temporarily-unavailable': 'This cannot be done at the moment; please try again in a minute.',
} as const

function done(message: string): PeopleOutcome {
  return { kind: 'done', message }
}

function refused(error: keyof typeof refusals | 'not-found'): PeopleOutcome {
  if (error === 'not-found') throw data(null, { status: 404 })
  return { kind: 'refused', message: refusals[error] }
}

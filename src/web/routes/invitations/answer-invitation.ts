import { parseWithZod } from '@conform-to/zod/v4'
import { data, redirect } from 'react-router'
import { passwordMessage } from '../../../contract/accounts.ts'
import { acceptBySignUpSchema, acceptSchema, declineSchema } from '../../../contract/invitations.ts'
import type { InvitationId } from '../../../domain/ids.ts'
import { seatRule } from '../../components/matters/seat-rule.ts'
import { paths } from '../../paths.ts'
import type { AppContext } from '../../services-context.ts'

export type InvitationRef =
  | { readonly by: 'token'; readonly token: string }
  | { readonly by: 'id'; readonly invitationId: InvitationId }

type Answer = Pick<AppContext, 'services' | 'viewer'> & {
  readonly ref: InvitationRef
  readonly formData: FormData
  readonly headers: Headers
}

/**
 * Does what a form of an invitation's page asks for, by its `intent`. What ended meanwhile needs no words of its own:
 * the page, read anew, says how the invitation stands.
 */
export async function answerInvitation(answer: Answer) {
  const { services, viewer, ref, formData } = answer
  switch (formData.get('intent')) {
    case 'accept':
      return accept(answer)
    case 'sign-up':
      return signUp(answer)
    case 'decline': {
      const submission = parseWithZod(formData, { schema: declineSchema })
      if (submission.status !== 'success') return { declined: false, result: submission.reply() }
      const declined = await services.invitations.declineInvitation(viewer, ref, submission.value.reason)
      return { declined: declined.ok, result: null }
    }
    case 'ask':
      await services.invitations.askForRenewal(viewer, ref)
      return { declined: false, result: null }
    default:
      throw data(null, { status: 400 })
  }
}

/** The kind of place that is offered; null where the invitation cannot be answered by this reader. */
async function offeredKind({ services, viewer, ref }: Answer) {
  const page = await services.invitations.openInvitation(viewer, ref)
  if (page === null) throw data(null, { status: 404 })
  return page.state === 'open' ? { kind: page.offer.kind, email: page.email } : null
}

async function accept(answer: Answer) {
  const { services, viewer, ref, formData } = answer
  const offered = await offeredKind(answer)
  if (viewer === null || offered === null) return { declined: false, result: null }
  const submission = parseWithZod(formData, { schema: acceptSchema(offered.kind) })
  if (submission.status !== 'success') return { declined: false, result: submission.reply() }
  const { represents } = submission.value
  const accepted = await services.invitations.acceptInvitation(viewer, ref, represents)
  if (accepted.ok) throw redirect(paths.matter(accepted.value))
  return { declined: false, result: submission.reply({ formErrors: [problems[accepted.error]] }) }
}

async function signUp(answer: Answer) {
  const { services, ref, formData, headers } = answer
  const offered = await offeredKind(answer)
  if (offered === null || ref.by !== 'token') return { declined: false, result: null }
  const hideFields = ['password']
  const schema = acceptBySignUpSchema(offered.kind, offered.email)
  const submission = parseWithZod(formData, { schema })
  if (submission.status !== 'success') return { declined: false, result: submission.reply({ hideFields }) }
  const { represents, ...account } = submission.value
  const signedUp = await services.invitations.signUpByInvitation(ref.token, account, represents, headers)
  if (signedUp.ok) throw redirect(paths.matter(signedUp.value.matterId), { headers: signedUp.value.headers })
  const { error } = signedUp
  const errors =
    error in problems
      ? { formErrors: [problems[error as keyof typeof problems]] }
      : {
          fieldErrors: { password: [passwordMessage(error as Exclude<typeof error, keyof typeof problems>)] },
        }
  return { declined: false, result: submission.reply({ ...errors, hideFields }) }
}

const problems = {
  'not-found': 'This invitation cannot be accepted here.',
  'other-address': 'This invitation was sent to another e-mail address than the one you are signed in with.',
  'invitation-expired': 'The invitation has expired in the meantime.',
  'invitation-ended': 'The invitation was answered or ended in the meantime.',
  'already-on-seat': 'You are on this side of the matter already.',
  'seat-refused': `${seatRule} That is as much as we tell either of you; whoever invited you was told the same.`,
  'address-taken': 'There is an account with this address already: sign in with it to accept.',
  'temporarily-unavailable':
    'This cannot be done at the moment. Nothing was changed; please try again in a minute.',
} as const

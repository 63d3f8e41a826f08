import { bindContext } from '../bind-context.ts'
import type { Context } from '../context.ts'
import { acceptInvitation } from './accept-invitation.ts'
import { askForRenewal } from './ask-for-renewal.ts'
import { declineInvitation } from './decline-invitation.ts'
import { inviteColleague } from './invite-colleague.ts'
import { inviteOtherSide } from './invite-other-side.ts'
import { limitVisits } from './limit-visits.ts'
import { listWaitingInvitations } from './list-waiting-invitations.ts'
import { openInvitation } from './open-invitation.ts'
import { previewInvitation } from './preview-invitation.ts'
import { previewNewMatter } from './preview-new-matter.ts'
import { resendInvitation } from './resend-invitation.ts'
import { revokeInvitation } from './revoke-invitation.ts'
import { signUpByInvitation } from './sign-up-by-invitation.ts'

export function invitationServices(ctx: Context) {
  return bindContext(ctx, {
    acceptInvitation,
    askForRenewal,
    declineInvitation,
    inviteColleague,
    inviteOtherSide,
    limitVisits,
    listWaitingInvitations,
    openInvitation,
    previewInvitation,
    previewNewMatter,
    resendInvitation,
    revokeInvitation,
    signUpByInvitation,
  })
}

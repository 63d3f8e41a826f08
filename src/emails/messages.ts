import * as adjustmentStarted from './adjustment-started.ts'
import * as alreadyRegistered from './already-registered.ts'
import * as deadlineReminder from './deadline-reminder.ts'
import * as deal from './deal.ts'
import type { EmailContent, Message } from './email-content.ts'
import * as invitation from './invitation.ts'
import * as invitationAccepted from './invitation-accepted.ts'
import * as invitationDeclined from './invitation-declined.ts'
import * as invitationRefused from './invitation-refused.ts'
import * as invitationRenewalAsked from './invitation-renewal-asked.ts'
import * as keepRunningSwitched from './keep-running-switched.ts'
import * as keptRunning from './kept-running.ts'
import * as leadHandedOver from './lead-handed-over.ts'
import * as messageReceived from './message-received.ts'
import * as newSessionProposed from './new-session-proposed.ts'
import * as numbersVoided from './numbers-voided.ts'
import * as openingScheduled from './opening-scheduled.ts'
import * as openingUnscheduled from './opening-unscheduled.ts'
import * as resetPassword from './reset-password.ts'
import * as rulesAcceptanceWithdrawn from './rules-acceptance-withdrawn.ts'
import * as rulesAccepted from './rules-accepted.ts'
import * as securityChanged from './security-changed.ts'
import * as sessionEnded from './session-ended.ts'
import * as sessionHeld from './session-held.ts'
import * as sessionOpened from './session-opened.ts'
import * as startAgreed from './start-agreed.ts'
import * as startProposed from './start-proposed.ts'
import * as teamInvitation from './team-invitation.ts'
import * as teamMemberAdded from './team-member-added.ts'
import * as teamMemberRemoved from './team-member-removed.ts'
import * as termsApprovalWithdrawn from './terms-approval-withdrawn.ts'
import * as termsApproved from './terms-approved.ts'
import * as termsSkipWished from './terms-skip-wished.ts'
import * as termsSkipWithdrawn from './terms-skip-withdrawn.ts'
import * as termsVersionAdded from './terms-version-added.ts'
import * as verifyEmail from './verify-email.ts'

/** Every e-mail of the product and what it is made from. A new one is a file, a line here and a line below. */
export type MessageProps = {
  'verify-email': verifyEmail.VerifyEmailProps
  'already-registered': alreadyRegistered.AlreadyRegisteredProps
  'reset-password': resetPassword.ResetPasswordProps
  'security-changed': securityChanged.SecurityChangedProps
  invitation: invitation.InvitationProps
  'team-invitation': teamInvitation.TeamInvitationProps
  'invitation-accepted': invitationAccepted.InvitationAcceptedProps
  'invitation-declined': invitationDeclined.InvitationDeclinedProps
  'invitation-renewal-asked': invitationRenewalAsked.InvitationRenewalAskedProps
  'invitation-refused': invitationRefused.InvitationRefusedProps
  'terms-version-added': termsVersionAdded.TermsVersionAddedProps
  'terms-approved': termsApproved.TermsApprovedProps
  'terms-approval-withdrawn': termsApprovalWithdrawn.TermsApprovalWithdrawnProps
  'terms-skip-wished': termsSkipWished.TermsSkipWishedProps
  'terms-skip-withdrawn': termsSkipWithdrawn.TermsSkipWithdrawnProps
  'rules-accepted': rulesAccepted.RulesAcceptedProps
  'rules-acceptance-withdrawn': rulesAcceptanceWithdrawn.RulesAcceptanceWithdrawnProps
  'start-proposed': startProposed.StartProposedProps
  'start-agreed': startAgreed.StartAgreedProps
  'opening-scheduled': openingScheduled.OpeningScheduledProps
  'opening-unscheduled': openingUnscheduled.OpeningUnscheduledProps
  'session-opened': sessionOpened.SessionOpenedProps
  'adjustment-started': adjustmentStarted.AdjustmentStartedProps
  'deadline-reminder': deadlineReminder.DeadlineReminderProps
  deal: deal.DealProps
  'session-ended': sessionEnded.SessionEndedProps
  'kept-running': keptRunning.KeptRunningProps
  'keep-running-switched': keepRunningSwitched.KeepRunningSwitchedProps
  'numbers-voided': numbersVoided.NumbersVoidedProps
  'session-held': sessionHeld.SessionHeldProps
  'new-session-proposed': newSessionProposed.NewSessionProposedProps
  'message-received': messageReceived.MessageReceivedProps
  'team-member-added': teamMemberAdded.TeamMemberAddedProps
  'team-member-removed': teamMemberRemoved.TeamMemberRemovedProps
  'lead-handed-over': leadHandedOver.LeadHandedOverProps
}

export type MessageName = keyof MessageProps

export const messages: { readonly [Name in MessageName]: Message<MessageProps[Name]> } = {
  'verify-email': verifyEmail,
  'already-registered': alreadyRegistered,
  'reset-password': resetPassword,
  'security-changed': securityChanged,
  invitation,
  'team-invitation': teamInvitation,
  'invitation-accepted': invitationAccepted,
  'invitation-declined': invitationDeclined,
  'invitation-renewal-asked': invitationRenewalAsked,
  'invitation-refused': invitationRefused,
  'terms-version-added': termsVersionAdded,
  'terms-approved': termsApproved,
  'terms-approval-withdrawn': termsApprovalWithdrawn,
  'terms-skip-wished': termsSkipWished,
  'terms-skip-withdrawn': termsSkipWithdrawn,
  'rules-accepted': rulesAccepted,
  'rules-acceptance-withdrawn': rulesAcceptanceWithdrawn,
  'start-proposed': startProposed,
  'start-agreed': startAgreed,
  'opening-scheduled': openingScheduled,
  'opening-unscheduled': openingUnscheduled,
  'session-opened': sessionOpened,
  'adjustment-started': adjustmentStarted,
  'deadline-reminder': deadlineReminder,
  deal,
  'session-ended': sessionEnded,
  'kept-running': keptRunning,
  'keep-running-switched': keepRunningSwitched,
  'numbers-voided': numbersVoided,
  'session-held': sessionHeld,
  'new-session-proposed': newSessionProposed,
  'message-received': messageReceived,
  'team-member-added': teamMemberAdded,
  'team-member-removed': teamMemberRemoved,
  'lead-handed-over': leadHandedOver,
}

/** What the message says, given its data. */
export function contentOf<Name extends MessageName>(name: Name, props: MessageProps[Name]): EmailContent {
  return messages[name].content(props)
}

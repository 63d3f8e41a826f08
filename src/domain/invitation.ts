import { DAY_MS, type Instant } from './deadlines.ts'

/** How long the link of an invitation is good for; renewing it makes another one. */
export const INVITATION_MS = 14 * DAY_MS

/**
 * `sent` and `opened` are pending; the others are ends, and an ended invitation never comes back: renewing it
 * makes a new one with a link of its own and ends the old as `replaced`. Expiry is a matter of time, not of state.
 */
export type InvitationStatus = 'sent' | 'opened' | 'accepted' | 'declined' | 'revoked' | 'replaced'

/** As people read it: time is taken into account. */
export type ShownInvitationStatus = InvitationStatus | 'expired'

export const PENDING_INVITATION = ['sent', 'opened'] as const satisfies readonly InvitationStatus[]

export type InvitationTerm = { readonly status: InvitationStatus; readonly expiresAt: Instant }

/** The link is good in `[sentAt, expiresAt)`. */
export function shownInvitationStatus(invitation: InvitationTerm, at: Instant): ShownInvitationStatus {
  return isPending(invitation) && at >= invitation.expiresAt ? 'expired' : invitation.status
}

/** Whether it can still be answered: accepted or declined. */
export function isAnswerable(invitation: InvitationTerm, at: Instant): boolean {
  return isPending(invitation) && at < invitation.expiresAt
}

/** Whether it can be revoked or renewed: pending, expired or not. */
export function isPending({ status }: Pick<InvitationTerm, 'status'>): boolean {
  return status === 'sent' || status === 'opened'
}

import { z } from 'zod'
import type { InvitationId, MatterId } from '../domain/ids.ts'
import type { ShownInvitationStatus } from '../domain/invitation.ts'
import type { Side } from '../domain/side.ts'
import { invitedSignUpSchema } from './accounts.ts'
import { mailAddressSchema, optionalLine, optionalText, requiredLine } from './form-text.ts'

/** How the invitation mail greets somebody, and what the person who invites may add. */
export const inviteeSchema = z.object({
  name: requiredLine('Enter the name of the person you invite.', 120),
  email: mailAddressSchema,
  /** A personal note; the mail shows it as the sender's words. */
  note: optionalText(2000),
})
export type Invitee = z.infer<typeof inviteeSchema>

/**
 * Whom to invite to what: the lead of the other seat, or a member (who prepares) or a client (who reads along) of one's
 * own. The lead of one's own seat is handed over, not invited.
 */
export const inviteSchema = inviteeSchema.extend({
  role: z.enum(['lead', 'member', 'client'], { error: 'Choose what the person may do.' }),
})
export type Colleague = Invitee & { readonly role: 'member' | 'client' }

export const declineSchema = z.object({
  /** Shown to the side that invited; may stay empty. */
  reason: optionalText(1000),
})

/** Whom the lead of the other seat acts for. On a team's seat that is known, and nothing is asked. */
function representsOf(kind: InvitationKind) {
  return kind === 'other-side'
    ? requiredLine('Enter the party you act for.', 200)
    : optionalLine(200).transform(() => '')
}

/** Accepting with an account. */
export function acceptSchema(kind: InvitationKind) {
  return z.object({ represents: representsOf(kind) })
}

/** Accepting by opening an account for the invited address. */
export function acceptBySignUpSchema(kind: InvitationKind, email: string) {
  return invitedSignUpSchema(email).safeExtend({ represents: representsOf(kind) })
}

export type InvitationKind = 'other-side' | 'team'

/** The mail as it would go now, but for the link: that one is made when it goes, and shown to its reader alone. */
export type InvitationPreview = {
  readonly to: { readonly name: string; readonly email: string }
  readonly subject: string
  /** The line that an inbox shows after the subject. */
  readonly preview: string
  readonly heading: string
  readonly paragraphs: readonly string[]
  readonly quote?: { readonly from: string; readonly text: string }
  readonly facts?: readonly { readonly label: string; readonly value: string }[]
  /** What the button says that leads to the invitation. */
  readonly actionLabel: string | null
  readonly footnotes?: readonly string[]
}

/** An invitation as the side that sent it sees it. There is no way from here to the link. */
export type SentInvitation = {
  readonly invitationId: InvitationId
  readonly name: string
  readonly email: string
  readonly role: 'lead' | 'member' | 'client'
  readonly status: ShownInvitationStatus
  readonly sentAt: number
  readonly expiresAt: number
  readonly openedAt: number | null
  readonly endedAt: number | null
  readonly declineReason: string | null
  /** The invited person found the link expired and asks for another. */
  readonly renewalAskedAt: number | null
  /** The invited person wanted to accept, and the rule on who may hold a seat stood against it. */
  readonly refusedAt: number | null
}

/** What an invitation tells its reader, before any account. */
export type InvitationOffer = {
  readonly kind: InvitationKind
  readonly role: 'lead' | 'member' | 'client'
  readonly caption: string
  readonly forum: string
  readonly caseNumber: string
  /** The seat that is offered, and the matter's word for it. */
  readonly side: Side
  readonly sideWord: string
  readonly inviter: { readonly name: string; readonly firm: string }
  readonly inviteeName: string
  readonly note: string
  readonly expiresAt: number
  /** The matter's: of a reader without an account no other is known. */
  readonly timeZone: string
}

/** The page of an invitation, for whoever came to it. */
export type InvitationPage =
  | {
      readonly state: 'open'
      /** Signed in with the invited address, or not signed in. */
      readonly reader: 'addressee' | 'signed-out'
      /** The invited address: an account made here is made for it. */
      readonly email: string
      readonly offer: InvitationOffer
    }
  /** Signed in with another address than the invited one, which is not told. */
  | { readonly state: 'other-address' }
  | {
      readonly state: 'ended'
      readonly status: Exclude<ShownInvitationStatus, 'sent' | 'opened'>
      readonly renewalAsked: boolean
      /** Where the reader holds a place on the matter already. */
      readonly matterId: MatterId | null
    }

/** An invitation that waits for the reader's own address. */
export type WaitingInvitation = {
  readonly invitationId: InvitationId
  readonly caption: string
  readonly kind: InvitationKind
  readonly sideWord: string
  readonly inviterName: string
  readonly inviterFirm: string
  readonly expiresAt: number
}

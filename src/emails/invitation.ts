import type { Instant } from '../domain/deadlines.ts'
import type { EmailContent, Message } from './email-content.ts'
import { sampleInstant } from './matter-words.ts'
import { plainLine, shortened } from './plain-text.ts'
import { wordsOfTime, type Zones } from './words-of-time.ts'

/** To the other side's lawyer, who may have no account. The one message that carries the link of an invitation. */
export type InvitationProps = {
  readonly inviterName: string
  /** Firm or company; may be empty. */
  readonly inviterFirm: string
  readonly recipientName: string
  readonly caption: string
  /** The side that the reader is invited to, in the matter's word: `defendant`. */
  readonly sideWord: string
  /** What the inviter wrote; may be empty. */
  readonly message: string
  readonly expiresAt: Instant
  readonly zones: Zones
  /** Path of the invitation, with its one-use token. */
  readonly path: string
}

export function content(props: InvitationProps): EmailContent {
  const { inviterName, inviterFirm, caption, sideWord, message, expiresAt, zones, path } = props
  const inviter = inviterFirm === '' ? inviterName : `${inviterName} of ${inviterFirm}`
  return {
    subject: `${shortened(plainLine(inviterName), 40)} invites you to settle ${shortened(plainLine(caption), 60)}`,
    preview:
      'Each side seals one number. If they cross, there is a deal; if not, neither learns the other’s.',
    heading: `${inviter} invites you to a Backchannel session`,
    paragraphs: [
      `You are named as the lawyer for the ${sideWord}’s side. Backchannel lets two sides settle by blind double bidding: each seals one number, and nobody sees the other’s. If they cross, there is a deal. If not, neither side learns what the other’s was.`,
      'Looking at the invitation commits you and your client to nothing. You see the matter first and decide then.',
    ],
    ...(message !== '' && { quote: { from: inviterName, text: message } }),
    facts: [
      { label: 'Matter', value: caption },
      { label: 'Invited by', value: inviter },
      { label: 'Open until', value: wordsOfTime(expiresAt, zones) },
    ],
    action: { label: 'Look at the invitation', url: path },
    footnotes: [
      'The link is for you alone: whoever has it can answer in your place, so do not forward it.',
      'If this is not your matter, decline it on that page or ignore this message. It lapses by itself.',
    ],
  }
}

const sample: InvitationProps = {
  inviterName: 'Dana Whitfield',
  inviterFirm: 'Whitfield & Rowe LLP',
  recipientName: 'Marcus Oyelaran',
  caption: 'Alvarez v. Northgate Logistics, Inc.',
  sideWord: 'defendant',
  message: '',
  expiresAt: sampleInstant,
  zones: { reader: 'America/Chicago', matter: 'America/Chicago' },
  path: '/invitations/sample-token',
}

export const samples: Message<InvitationProps>['samples'] = {
  plain: sample,
  'with a message': {
    ...sample,
    message: 'Marcus, as discussed on Friday. Happy to talk about the release language first.\n\nDana',
  },
}

import type { Instant } from '../domain/deadlines.ts'
import type { SeatRole } from '../domain/roles.ts'
import type { EmailContent, Message } from './email-content.ts'
import { sampleInstant } from './matter-words.ts'
import { plainLine, shortened } from './plain-text.ts'
import { wordsOfTime, type Zones } from './words-of-time.ts'

/** To a colleague or client who is asked onto a seat's team. */
export type TeamInvitationProps = {
  readonly inviterName: string
  readonly caption: string
  readonly role: SeatRole
  readonly message: string
  readonly expiresAt: Instant
  readonly zones: Zones
  readonly path: string
}

const MAY: Readonly<Record<SeatRole, string>> = {
  lead: 'As lead you decide for the side: terms, rules, and its number.',
  member:
    'As a member you read everything on the side, upload, comment and write messages. The lead decides.',
  client: 'As the client you read everything on the side. Your lawyer acts for you.',
}

export function content(props: TeamInvitationProps): EmailContent {
  const { inviterName, caption, role, message, expiresAt, zones, path } = props
  return {
    subject: `${shortened(plainLine(inviterName), 40)} asks you onto ${shortened(plainLine(caption), 60)}`,
    preview: 'A place on one side of a settlement session.',
    heading: `${inviterName} asks you onto the team of a matter`,
    paragraphs: [
      MAY[role],
      'You can hold a place on one side of a matter only. By accepting, you take no part in the other.',
    ],
    ...(message !== '' && { quote: { from: inviterName, text: message } }),
    facts: [
      { label: 'Matter', value: caption },
      { label: 'Open until', value: wordsOfTime(expiresAt, zones) },
    ],
    action: { label: 'Look at the invitation', url: path },
    footnotes: ['The link is for you alone. If you did not expect this, ignore it: it lapses by itself.'],
  }
}

const sample: TeamInvitationProps = {
  inviterName: 'Dana Whitfield',
  caption: 'Alvarez v. Northgate Logistics, Inc.',
  role: 'member',
  message: '',
  expiresAt: sampleInstant,
  zones: { reader: 'America/Chicago', matter: 'America/Chicago' },
  path: '/invitations/sample-token',
}

export const samples: Message<TeamInvitationProps>['samples'] = {
  member: sample,
  client: { ...sample, role: 'client', message: 'Rosa, this is where you can follow along.' },
}

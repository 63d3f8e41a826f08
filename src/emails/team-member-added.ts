import { paths } from '../contract/paths.ts'
import type { SeatRole } from '../domain/roles.ts'
import type { EmailContent, Message } from './email-content.ts'
import { type MatterProps, matterMessage, sampleMatter } from './matter-words.ts'

/** To everybody on the seat, the one who was added included. */
export type TeamMemberAddedProps = MatterProps & {
  readonly memberName: string
  readonly isReader: boolean
  readonly role: SeatRole
}

const AS: Readonly<Record<SeatRole, string>> = { lead: 'the lead', member: 'a member', client: 'the client' }

export function content(props: TeamMemberAddedProps): EmailContent {
  return matterMessage(props, {
    subject: props.isReader ? 'you have a place on it' : 'somebody joined your team',
    preview: 'A change in your side’s team.',
    heading: props.isReader ? `You have a place on ${props.caption}` : `${props.memberName} joined your team`,
    paragraphs: [
      props.isReader
        ? `You are there as ${AS[props.role]}.`
        : `${props.memberName} is there as ${AS[props.role]}.`,
      'The other side is not told who reads along on yours.',
    ],
    action: { label: 'See the people', url: paths.matterPeople(props.matterId) },
  })
}

export const samples: Message<TeamMemberAddedProps>['samples'] = {
  colleague: { ...sampleMatter, memberName: 'Priya Raman', isReader: false, role: 'member' },
  reader: { ...sampleMatter, memberName: 'Priya Raman', isReader: true, role: 'client' },
}

import { paths } from '../contract/paths.ts'
import type { EmailContent, Message } from './email-content.ts'
import { type MatterProps, matterMessage, sampleMatter } from './matter-words.ts'

/** To the one who was removed (with no link: the matter is closed to them) and to those who stay. */
export type TeamMemberRemovedProps = MatterProps & {
  readonly memberName: string
  readonly isReader: boolean
}

export function content(props: TeamMemberRemovedProps): EmailContent {
  if (!props.isReader) {
    return matterMessage(props, {
      subject: 'somebody left your team',
      preview: 'A change in your side’s team.',
      heading: `${props.memberName} is no longer on your team`,
      paragraphs: ['The access ended at once.'],
      action: { label: 'See the people', url: paths.matterPeople(props.matterId) },
    })
  }
  return {
    ...matterMessage(props, {
      subject: 'your place on it has ended',
      preview: 'You no longer have access to this matter.',
      heading: `Your place on ${props.caption} has ended`,
      paragraphs: [
        'Your access ended at once. If you think this is a mistake, ask the person who leads the side.',
      ],
    }),
    footnotes: ['You get this because you held a place on this matter.'],
  }
}

export const samples: Message<TeamMemberRemovedProps>['samples'] = {
  reader: { ...sampleMatter, memberName: 'Priya Raman', isReader: true },
  colleague: { ...sampleMatter, memberName: 'Priya Raman', isReader: false },
}

import { paths } from '../contract/paths.ts'
import type { EmailContent, Message } from './email-content.ts'
import { type MatterProps, matterMessage, sampleMatter } from './matter-words.ts'

/** To the side that invited: somebody has taken the other seat. */
export type InvitationAcceptedProps = MatterProps & {
  readonly name: string
}

export function content(props: InvitationAcceptedProps): EmailContent {
  return matterMessage(props, {
    subject: 'your invitation was accepted',
    preview: 'The other side is here: the terms come next.',
    heading: `${props.name} has accepted your invitation`,
    paragraphs: [
      'Both seats are taken. Next, the two sides settle the terms: the same agreement, or both choose to go without.',
    ],
    action: { label: 'Open the matter', url: paths.matter(props.matterId) },
  })
}

export const samples: Message<InvitationAcceptedProps>['samples'] = {
  plain: { ...sampleMatter, name: 'Marcus Oyelaran' },
}

import { paths } from '../contract/paths.ts'
import type { EmailContent, Message } from './email-content.ts'
import { type MatterProps, matterMessage, sampleMatter } from './matter-words.ts'

/** To the side that invited: the rule on who may hold a seat stood against it. Both are told the rule, not the reason. */
export type InvitationRefusedProps = MatterProps & { readonly name: string }

export function content(props: InvitationRefusedProps): EmailContent {
  return matterMessage(props, {
    subject: 'your invitation could not be accepted',
    preview: 'The rule on who may hold a seat stands against it.',
    heading: `${props.name} could not accept your invitation`,
    paragraphs: [
      'The two sides of a matter cannot be held by the same account, the same organization, or people of the same organization’s mail domain. That is as much as we tell either of you.',
      'You can invite somebody else, or the same person at another address.',
    ],
    action: { label: 'See the invitation', url: paths.matterPeople(props.matterId) },
  })
}

export const samples: Message<InvitationRefusedProps>['samples'] = {
  plain: { ...sampleMatter, name: 'Marcus Oyelaran' },
}

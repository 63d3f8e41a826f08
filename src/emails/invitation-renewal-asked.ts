import { paths } from '../contract/paths.ts'
import type { EmailContent, Message } from './email-content.ts'
import { type MatterProps, matterMessage, sampleMatter } from './matter-words.ts'

/** To the side that invited: the link had expired when it was followed. */
export type InvitationRenewalAskedProps = MatterProps & { readonly name: string }

export function content(props: InvitationRenewalAskedProps): EmailContent {
  return matterMessage(props, {
    subject: 'a new link is asked for',
    preview: 'The invitation had expired.',
    heading: `${props.name} asks for a new invitation`,
    paragraphs: [
      'The link had expired when it was followed. Sending it again makes a new one, good for 14 days.',
    ],
    action: { label: 'Send it again', url: paths.matterPeople(props.matterId) },
  })
}

export const samples: Message<InvitationRenewalAskedProps>['samples'] = {
  plain: { ...sampleMatter, name: 'Marcus Oyelaran' },
}

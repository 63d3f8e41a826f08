import { paths } from '../contract/paths.ts'
import type { EmailContent, Message } from './email-content.ts'
import { type MatterProps, matterMessage, sampleMatter } from './matter-words.ts'

/** To the side that invited. The reason stays on the page: it is free text of the other side. */
export type InvitationDeclinedProps = MatterProps & {
  readonly name: string
  readonly gaveReason: boolean
}

export function content(props: InvitationDeclinedProps): EmailContent {
  return matterMessage(props, {
    subject: 'your invitation was declined',
    preview: 'You can invite somebody else to the other seat.',
    heading: `${props.name} has declined your invitation`,
    paragraphs: [
      props.gaveReason
        ? 'A reason was given. It stands on the matter’s page of people.'
        : 'No reason was given.',
      'The other seat is free: you can correct the address, or invite somebody else.',
    ],
    action: { label: 'See the invitation', url: paths.matterPeople(props.matterId) },
  })
}

export const samples: Message<InvitationDeclinedProps>['samples'] = {
  plain: { ...sampleMatter, name: 'Marcus Oyelaran', gaveReason: false },
  'with a reason': { ...sampleMatter, name: 'Marcus Oyelaran', gaveReason: true },
}

import { paths } from '../contract/paths.ts'
import type { EmailContent, Message } from './email-content.ts'
import {
  type MatterProps,
  matterMessage,
  type SideProps,
  sampleMatter,
  sampleOther,
  sampleOwn,
  sideOwner,
} from './matter-words.ts'

/** A message between the sides. Its text stays on the page. */
export type MessageReceivedProps = MatterProps & {
  readonly senderName: string
  readonly side: SideProps
  readonly hasFiles: boolean
}

export function content(props: MessageReceivedProps): EmailContent {
  return matterMessage(props, {
    subject: 'a new message',
    preview: 'Sign in to read it.',
    heading: `${props.senderName} wrote a message`,
    paragraphs: [
      props.side.own ? 'It went from your side to the other.' : `It is from ${sideOwner(props.side)} side.`,
      ...(props.hasFiles ? ['A file is shared with it.'] : []),
    ],
    action: { label: 'Read the message', url: paths.matterMessages(props.matterId) },
  })
}

export const samples: Message<MessageReceivedProps>['samples'] = {
  'from the other side': {
    ...sampleMatter,
    senderName: 'Marcus Oyelaran',
    side: sampleOther,
    hasFiles: false,
  },
  'from a colleague, with a file': {
    ...sampleMatter,
    senderName: 'Priya Raman',
    side: sampleOwn,
    hasFiles: true,
  },
}

import { paths } from '../contract/paths.ts'
import type { EmailContent, Message } from './email-content.ts'
import {
  type MatterProps,
  matterMessage,
  type SideProps,
  sampleMatter,
  sampleOther,
  sampleOwn,
  sideName,
} from './matter-words.ts'

/** After an end without a deal, a side starts a new session on the matter. */
export type NewSessionProposedProps = MatterProps & {
  readonly side: SideProps
}

export function content(props: NewSessionProposedProps): EmailContent {
  return matterMessage(props, {
    subject: 'a new session proposed',
    preview: 'The last terms are offered as a draft; nothing else carries over.',
    heading: `${sideName(props.side)} proposed a new session`,
    paragraphs: [
      'The last terms are there as a draft. Nothing else carries over: each side approves the terms and accepts the rules anew, and no number is left of the earlier session.',
    ],
    action: { label: 'Open the matter', url: paths.matter(props.matterId) },
  })
}

export const samples: Message<NewSessionProposedProps>['samples'] = {
  'by the other side': { ...sampleMatter, side: sampleOther },
  'by a colleague': { ...sampleMatter, side: sampleOwn },
}

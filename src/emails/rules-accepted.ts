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

/** One side accepts the rules and confirms its client’s authority. */
export type RulesAcceptedProps = MatterProps & {
  readonly side: SideProps
}

export function content(props: RulesAcceptedProps): EmailContent {
  return matterMessage(props, {
    subject: 'the rules accepted',
    preview: 'Opening begins once both sides have accepted.',
    heading: `${sideName(props.side)} accepted the rules`,
    paragraphs: [
      'With it came the confirmation of its client’s authority to settle. Once both sides have accepted, opening begins: at once, or at the later start that both agreed on.',
    ],
    action: { label: 'Open the matter', url: paths.matter(props.matterId) },
  })
}

export const samples: Message<RulesAcceptedProps>['samples'] = {
  'by the other side': { ...sampleMatter, side: sampleOther },
  'by a colleague': { ...sampleMatter, side: sampleOwn },
}

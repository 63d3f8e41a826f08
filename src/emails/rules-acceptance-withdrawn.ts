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

/** One side takes its acceptance of the rules back. */
export type RulesAcceptanceWithdrawnProps = MatterProps & {
  readonly side: SideProps
}

export function content(props: RulesAcceptanceWithdrawnProps): EmailContent {
  return matterMessage(props, {
    subject: 'an acceptance of the rules withdrawn',
    preview: 'Opening waits until both sides have accepted.',
    heading: `${sideName(props.side)} withdrew its acceptance of the rules`,
    paragraphs: ['Opening waits until both sides have accepted the rules.'],
    action: { label: 'Open the matter', url: paths.matter(props.matterId) },
  })
}

export const samples: Message<RulesAcceptanceWithdrawnProps>['samples'] = {
  'by the other side': { ...sampleMatter, side: sampleOther },
  'by a colleague': { ...sampleMatter, side: sampleOwn },
}

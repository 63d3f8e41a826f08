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

/** One side no longer wants to go without agreed terms. */
export type TermsSkipWithdrawnProps = MatterProps & {
  readonly side: SideProps
}

export function content(props: TermsSkipWithdrawnProps): EmailContent {
  return matterMessage(props, {
    subject: 'the wish to go without agreed terms withdrawn',
    preview: 'The terms are open again.',
    heading: `${sideName(props.side)} no longer wishes to go on without agreed terms`,
    paragraphs: [
      'The terms are open again. If both sides had accepted the rules, they accept them anew once the terms are settled.',
    ],
    action: { label: 'See where the terms stand', url: paths.matterTerms(props.matterId) },
  })
}

export const samples: Message<TermsSkipWithdrawnProps>['samples'] = {
  'by the other side': { ...sampleMatter, side: sampleOther },
  'by a colleague': { ...sampleMatter, side: sampleOwn },
}

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

/** One side would go without agreed terms; it takes both. */
export type TermsSkipWishedProps = MatterProps & {
  readonly side: SideProps
}

export function content(props: TermsSkipWishedProps): EmailContent {
  return matterMessage(props, {
    subject: 'a wish to go without agreed terms',
    preview: 'It counts only if both sides wish it.',
    heading: `${sideName(props.side)} would go on without agreed terms`,
    paragraphs: [
      'One side’s wish is not enough. If both wish it, what is settled is the claims described in the matter, released for the amount, with the long form to follow.',
    ],
    action: { label: 'See where the terms stand', url: paths.matterTerms(props.matterId) },
  })
}

export const samples: Message<TermsSkipWishedProps>['samples'] = {
  'by the other side': { ...sampleMatter, side: sampleOther },
  'by a colleague': { ...sampleMatter, side: sampleOwn },
}

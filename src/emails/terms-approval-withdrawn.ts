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

/** One side takes its approval back. */
export type TermsApprovalWithdrawnProps = MatterProps & {
  readonly side: SideProps
}

export function content(props: TermsApprovalWithdrawnProps): EmailContent {
  return matterMessage(props, {
    subject: 'an approval of the terms withdrawn',
    preview: 'What relied on the approval no longer counts.',
    heading: `${sideName(props.side)} withdrew its approval of the terms`,
    paragraphs: [
      'The terms are open again. If both sides had accepted the rules, they accept them anew once the terms are settled.',
    ],
    action: { label: 'Read the terms', url: paths.matterTerms(props.matterId) },
  })
}

export const samples: Message<TermsApprovalWithdrawnProps>['samples'] = {
  'by the other side': { ...sampleMatter, side: sampleOther },
  'by a colleague': { ...sampleMatter, side: sampleOwn },
}

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

/** One side approves the current version. */
export type TermsApprovedProps = MatterProps & {
  readonly side: SideProps
  readonly version: number
}

export function content(props: TermsApprovedProps): EmailContent {
  return matterMessage(props, {
    subject: `version ${props.version} of the terms approved`,
    preview: 'An approval is for one version only.',
    heading: `${sideName(props.side)} approved version ${props.version} of the terms`,
    paragraphs: [
      'The terms are settled once both sides approve the same version. An approval is for this one document: a new version undoes it.',
    ],
    action: { label: 'Read the terms', url: paths.matterTerms(props.matterId) },
  })
}

export const samples: Message<TermsApprovedProps>['samples'] = {
  'by the other side': { ...sampleMatter, side: sampleOther, version: 2 },
  'by a colleague': { ...sampleMatter, side: sampleOwn, version: 2 },
}

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

/** A new version of the settlement agreement or MOU. */
export type TermsVersionAddedProps = MatterProps & {
  readonly side: SideProps
  readonly version: number
}

export function content(props: TermsVersionAddedProps): EmailContent {
  return matterMessage(props, {
    subject: `version ${props.version} of the terms`,
    preview: 'Read it, then approve it or answer with another version.',
    heading: `${sideName(props.side)} added version ${props.version} of the terms`,
    paragraphs: [
      'This is now the current version. Approvals of an earlier one, and acceptances of the rules that relied on it, no longer count.',
    ],
    action: { label: 'Read the terms', url: paths.matterTerms(props.matterId) },
  })
}

export const samples: Message<TermsVersionAddedProps>['samples'] = {
  'by the other side': { ...sampleMatter, side: sampleOther, version: 2 },
  'by a colleague': { ...sampleMatter, side: sampleOwn, version: 2 },
}

import { paths } from '../contract/paths.ts'
import type { EmailContent, Message } from './email-content.ts'
import { type MatterProps, matterMessage, sampleMatter } from './matter-words.ts'

/** What opening was set on has been undone. */
export type OpeningUnscheduledProps = MatterProps

export function content(props: OpeningUnscheduledProps): EmailContent {
  return matterMessage(props, {
    subject: 'opening is no longer set',
    preview: 'Something it depended on was changed or withdrawn.',
    heading: 'Opening is no longer set',
    paragraphs: [
      'Something it depended on was changed or withdrawn. It is set again once the terms are settled and both sides have accepted the rules.',
    ],
    action: { label: 'Open the matter', url: paths.matter(props.matterId) },
    mandatory: true,
  })
}

export const samples: Message<OpeningUnscheduledProps>['samples'] = {
  plain: sampleMatter,
}

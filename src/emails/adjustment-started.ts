import { paths } from '../contract/paths.ts'
import type { Instant } from '../domain/deadlines.ts'
import type { EmailContent, Message } from './email-content.ts'
import { type MatterProps, matterMessage, sampleInstant, sampleMatter } from './matter-words.ts'
import { wordsOfTime } from './words-of-time.ts'

/** Opening closed without a deal. */
export type AdjustmentStartedProps = MatterProps & {
  readonly endsAt: Instant
}

export function content(props: AdjustmentStartedProps): EmailContent {
  return matterMessage(props, {
    subject: 'opening has closed, adjustment has begun',
    preview: 'So far there is no deal.',
    heading: 'Opening has closed: so far, no deal',
    paragraphs: [
      'The numbers standing at the close did not make a deal, or one was missing. Nobody is told which.',
      'Adjustment has begun. Each side may change its number at any point, and every change is compared at once. A deal made now carries a bonus for the side that got there first.',
    ],
    facts: [{ label: 'The session ends', value: wordsOfTime(props.endsAt, props.zones) }],
    action: { label: 'Open the matter', url: paths.matter(props.matterId) },
    mandatory: true,
  })
}

export const samples: Message<AdjustmentStartedProps>['samples'] = {
  plain: { ...sampleMatter, endsAt: sampleInstant },
}

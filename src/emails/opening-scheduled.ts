import { paths } from '../contract/paths.ts'
import type { Instant } from '../domain/deadlines.ts'
import type { EmailContent, Message } from './email-content.ts'
import { type MatterProps, matterMessage, sampleInstant, sampleMatter } from './matter-words.ts'
import { wordsOfTime } from './words-of-time.ts'

/** All conditions are met, and the agreed start is still ahead. */
export type OpeningScheduledProps = MatterProps & {
  readonly opensAt: Instant
}

export function content(props: OpeningScheduledProps): EmailContent {
  return matterMessage(props, {
    subject: 'opening is set',
    preview: 'Everything is ready; it begins by itself.',
    heading: 'Opening is set',
    paragraphs: [
      'The terms are settled and both sides have accepted the rules. Opening begins by itself and lasts 48 hours. Until it begins, either side can still change the terms, which would undo this.',
    ],
    facts: [{ label: 'Opens', value: wordsOfTime(props.opensAt, props.zones) }],
    action: { label: 'Open the matter', url: paths.matter(props.matterId) },
    mandatory: true,
  })
}

export const samples: Message<OpeningScheduledProps>['samples'] = {
  plain: { ...sampleMatter, opensAt: sampleInstant },
}

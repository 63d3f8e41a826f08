import { paths } from '../contract/paths.ts'
import type { Instant } from '../domain/deadlines.ts'
import type { EmailContent, Message } from './email-content.ts'
import { type MatterProps, matterMessage, sampleInstant, sampleMatter } from './matter-words.ts'
import { wordsOfTime } from './words-of-time.ts'

/** Both sides wanted to go on: adjustment lasts another 30 days. */
export type KeptRunningProps = MatterProps & {
  readonly endsAt: Instant
}

export function content(props: KeptRunningProps): EmailContent {
  return matterMessage(props, {
    subject: 'the session goes on',
    preview: 'Another 30 days, as both sides wished.',
    heading: 'The session goes on for another 30 days',
    paragraphs: [
      'Both sides had chosen to keep it running. What stands goes on standing, and both switches stay on until somebody turns theirs off.',
    ],
    facts: [{ label: 'The session now ends', value: wordsOfTime(props.endsAt, props.zones) }],
    action: { label: 'Open the matter', url: paths.matter(props.matterId) },
    mandatory: true,
  })
}

export const samples: Message<KeptRunningProps>['samples'] = {
  plain: { ...sampleMatter, endsAt: sampleInstant },
}

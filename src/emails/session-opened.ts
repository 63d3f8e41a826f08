import { paths } from '../contract/paths.ts'
import type { Instant } from '../domain/deadlines.ts'
import { DAY_MS } from '../domain/deadlines.ts'
import type { EmailContent, Message } from './email-content.ts'
import { type MatterProps, matterMessage, sampleInstant, sampleMatter } from './matter-words.ts'
import { wordsOfTime } from './words-of-time.ts'

/** The 48 hours of opening begin. */
export type SessionOpenedProps = MatterProps & {
  readonly closesAt: Instant
  readonly endsAt: Instant
}

export function content(props: SessionOpenedProps): EmailContent {
  return matterMessage(props, {
    subject: 'opening has begun',
    preview: '48 hours to enter a number; compared once, at the close.',
    heading: 'Opening has begun',
    paragraphs: [
      'For 48 hours each side may enter, change and withdraw its number. Nothing is compared until the close; then the numbers that stand are compared, once.',
      'Your number is sealed in your browser. The other side is not told whether you entered one.',
    ],
    facts: [
      { label: 'Opening closes', value: wordsOfTime(props.closesAt, props.zones) },
      { label: 'The session ends', value: wordsOfTime(props.endsAt, props.zones) },
    ],
    action: { label: 'Open the matter', url: paths.matter(props.matterId) },
    mandatory: true,
  })
}

export const samples: Message<SessionOpenedProps>['samples'] = {
  plain: { ...sampleMatter, closesAt: sampleInstant, endsAt: sampleInstant + 28 * DAY_MS },
}

import { paths } from '../contract/paths.ts'
import type { Instant } from '../domain/deadlines.ts'
import type { EmailContent, Message } from './email-content.ts'
import { type MatterProps, matterMessage, sampleInstant, sampleMatter } from './matter-words.ts'
import { wordsOfTime } from './words-of-time.ts'

/** Both sides chose the same later start. */
export type StartAgreedProps = MatterProps & {
  readonly startsAt: Instant
}

export function content(props: StartAgreedProps): EmailContent {
  return matterMessage(props, {
    subject: 'a later start agreed',
    preview: 'Opening will not begin before it.',
    heading: 'Both sides agreed on a later start',
    paragraphs: [
      'Opening begins then, or when the terms are settled and both sides have accepted the rules, whichever is later.',
    ],
    facts: [{ label: 'Agreed start', value: wordsOfTime(props.startsAt, props.zones) }],
    action: { label: 'Open the matter', url: paths.matter(props.matterId) },
  })
}

export const samples: Message<StartAgreedProps>['samples'] = {
  plain: { ...sampleMatter, startsAt: sampleInstant },
}

import { paths } from '../contract/paths.ts'
import type { Instant } from '../domain/deadlines.ts'
import type { EmailContent, Message } from './email-content.ts'
import {
  type MatterProps,
  matterMessage,
  type SideProps,
  sampleInstant,
  sampleMatter,
  sampleOther,
  sampleOwn,
  sideName,
} from './matter-words.ts'
import { wordsOfTime } from './words-of-time.ts'

/** One side proposes a later start of opening. An unanswered proposal blocks nothing. */
export type StartProposedProps = MatterProps & {
  readonly side: SideProps
  readonly startsAt: Instant
}

export function content(props: StartProposedProps): EmailContent {
  return matterMessage(props, {
    subject: 'a later start proposed',
    preview: 'An unanswered proposal holds nothing up.',
    heading: `${sideName(props.side)} proposed a later start`,
    paragraphs: [
      'It counts only if both sides choose it. Unanswered, it holds nothing up: opening begins as soon as its conditions are met.',
    ],
    facts: [{ label: 'Proposed start', value: wordsOfTime(props.startsAt, props.zones) }],
    action: { label: 'Open the matter', url: paths.matter(props.matterId) },
  })
}

export const samples: Message<StartProposedProps>['samples'] = {
  'by the other side': { ...sampleMatter, side: sampleOther, startsAt: sampleInstant },
  'by a colleague': { ...sampleMatter, side: sampleOwn, startsAt: sampleInstant },
}

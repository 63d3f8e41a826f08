import { paths } from '../contract/paths.ts'
import type { Instant } from '../domain/deadlines.ts'
import type { ReminderHours } from '../domain/reminders.ts'
import type { EmailContent, Message } from './email-content.ts'
import { type MatterProps, matterMessage, sampleInstant, sampleMatter } from './matter-words.ts'
import { wordsOfTime } from './words-of-time.ts'

/** Before the close of opening and before each end. */
export type DeadlineReminderProps = MatterProps & {
  readonly deadline: 'opening' | 'adjustment'
  readonly deadlineAt: Instant
  readonly hours: ReminderHours
  /** Whether the reader's own side has no standing number. Told to that side alone. */
  readonly ownNumberMissing: boolean
}

export function content(props: DeadlineReminderProps): EmailContent {
  const { deadline, deadlineAt, hours, ownNumberMissing, zones, matterId } = props
  const left = hours === 1 ? 'one hour' : `${hours} hours`
  const what = deadline === 'opening' ? 'Opening closes' : 'The session ends'
  return matterMessage(props, {
    subject: `${deadline === 'opening' ? 'opening closes' : 'the session ends'} in ${left}`,
    preview: `${what} in ${left}.`,
    heading: `${what} in ${left}`,
    paragraphs: [
      ...(ownNumberMissing ? ['Your side has no number standing. Only your side is told so.'] : []),
      deadline === 'opening'
        ? 'At the close the numbers that stand are compared, once. If that makes no deal, adjustment follows.'
        : 'If there is no deal by then, the session ends and both numbers are destroyed, unless both sides chose to keep it running.',
    ],
    facts: [{ label: what, value: wordsOfTime(deadlineAt, zones) }],
    action: { label: 'Open the matter', url: paths.matter(matterId) },
    mandatory: true,
  })
}

const sample: DeadlineReminderProps = {
  ...sampleMatter,
  deadline: 'opening',
  deadlineAt: sampleInstant,
  hours: 24,
  ownNumberMissing: false,
}

export const samples: Message<DeadlineReminderProps>['samples'] = {
  'opening, 24 hours': sample,
  'opening, one hour, no number': { ...sample, hours: 1, ownNumberMissing: true },
  'end, 24 hours, no number': { ...sample, deadline: 'adjustment', ownNumberMissing: true },
  'end, one hour': { ...sample, deadline: 'adjustment', hours: 1 },
}

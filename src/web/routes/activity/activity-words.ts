import { SIDES, type Side } from '../../../domain/side.ts'
import { type SideWords, sideInSentence, sideName } from '../../components/terms/side-words.ts'

export type RecordedActivity = {
  readonly type: string
  readonly data: Readonly<Record<string, string | number | boolean | null>>
}

export type ActivityWords = {
  readonly text: string
  /** An instant that the text leads up to, in milliseconds. */
  readonly instant?: number
  /** What somebody wrote. */
  readonly quote?: string
}

type Reader = { readonly own: Side; readonly words: SideWords }
type Wording = (activity: Facts) => string | ActivityWords

/** What a wording may use of a record. */
type Facts = {
  /** Of whose act it is: "Your side", "The respondent side". */
  readonly side: string
  readonly bonusSide: string | null
  readonly text: (field: string) => string
  readonly number: (field: string) => number
  readonly is: (field: string) => boolean
}

/** What happened, for a reader of one side. A type that is not known yet is named as it is, and never left out. */
export function activityWords({ type, data }: RecordedActivity, reader: Reader): ActivityWords {
  const wording = WORDINGS[type]
  if (wording === undefined) return { text: `Recorded: ${type.replaceAll('-', ' ')}.` }
  const worded = wording(factsOf(data, reader))
  return typeof worded === 'string' ? { text: worded } : worded
}

function factsOf(data: RecordedActivity['data'], { own, words }: Reader): Facts {
  const side = data.side ?? data.by
  const bonusTo = data.bonusTo
  return {
    side: isSide(side) ? sideName(side, own, words) : 'A side',
    bonusSide: isSide(bonusTo) ? sideInSentence(bonusTo, own, words) : null,
    text: (field) => String(data[field] ?? ''),
    number: (field) => Number(data[field] ?? 0),
    is: (field) => data[field] === true,
  }
}

const WORDINGS: Readonly<Record<string, Wording>> = {
  'matter-created': () => 'The matter was added.',
  'session-proposed': ({ side, number }) => `${side} proposed session ${number('ordinal')}.`,
  'seat-taken': ({ side }) => `${side} joined: its lead took the seat.`,

  'terms-version-added': ({ side, number }) => `${side} added version ${number('version')} of the terms.`,
  'terms-approved': ({ side, number }) => `${side} approved version ${number('version')}.`,
  'approval-withdrawn': ({ side }) => `${side} took its approval back.`,
  'terms-commented': ({ side, number }) => `${side} commented on version ${number('version')}.`,
  'skip-wished': ({ side }) => `${side} wished to skip the terms.`,
  'skip-withdrawn': ({ side }) => `${side} took its wish to skip back.`,
  'rules-accepted': ({ side, text }) =>
    `${side} accepted the rules of ${text('rulesVersion')} and confirmed its client’s authority.`,
  'acceptance-withdrawn': ({ side }) => `${side} no longer stands by its acceptance of the rules.`,
  'acceptances-undone': () => 'The terms changed, which undid the acceptance of the rules on both sides.',
  'start-proposed': ({ side, number }) => ({
    text: `${side} proposed a later start:`,
    instant: number('startsAt'),
  }),
  'start-proposal-withdrawn': ({ side }) => `${side} took its proposal of a later start back.`,
  'start-agreed': ({ number }) => ({ text: 'Both sides chose a later start:', instant: number('startsAt') }),
  'opening-scheduled': ({ number }) => ({ text: 'Opening was set to begin:', instant: number('opensAt') }),
  'opening-unscheduled': () => 'Something was taken back, so opening is no longer set to begin.',

  opened: () => 'Opening began. The terms are frozen.',
  'opening-closed': () => 'Opening closed.',
  extended: () => 'Both sides kept the session running for another 30 days.',
  'keep-running-switched': ({ side, is }) => `${side} switched “keep running” ${is('on') ? 'on' : 'off'}.`,
  'deal-made': ({ bonusSide }) =>
    bonusSide === null ? 'A deal was made.' : `A deal was made. The bonus goes to ${bonusSide}.`,
  'numbers-voided': () =>
    'After a fault of the operator’s no number stood any more, on either side. Both sides were asked to enter anew.',
  'session-held': () => 'The session was put on hold: it had ended, and a restored copy did not know how.',
  'ended-without-deal': () => 'The session ended without a deal. Both numbers were destroyed.',
  'ended-by-side': ({ side, text }) => ({
    text: `${side} ended the session. Both numbers were destroyed.`,
    ...(text('reason') !== '' && { quote: text('reason') }),
  }),

  'number-entered': () => 'Your side entered a number.',
  'number-withdrawn': () => 'Your side withdrew its number.',
  'number-revealed': () => 'Your side’s own numbers were shown to it again.',
  'member-reveal-switched': ({ is }) =>
    is('on')
      ? 'Members of your side may see its numbers from now on.'
      : 'Members of your side may no longer see its numbers.',
  'number-voided': () => 'Your side’s number became void.',

  'message-sent': ({ side, number }) =>
    number('files') === 0
      ? `${side} wrote a message.`
      : `${side} wrote a message, with ${counted(number('files'))}.`,

  'invitation-sent': ({ text }) =>
    text('kind') === 'team'
      ? `${text('name')} was invited to your side as ${text('role')}.`
      : `${text('name')} was invited to lead the other side.`,
  'invitation-revoked': ({ text }) => `The invitation of ${text('name')} was taken back.`,
  'invitation-accepted': ({ text }) => `${text('name')} accepted the invitation.`,
  'invitation-declined': ({ text }) => ({
    text: `${text('name')} declined the invitation.`,
    ...(text('reason') !== '' && { quote: text('reason') }),
  }),
  'invitation-refused': ({ text }) =>
    `${text('name')} could not accept the invitation: nobody, and no organization, holds both seats.`,
  'invitation-renewal-asked': ({ text }) => `${text('name')} asked for a new invitation.`,
  'person-added': ({ text }) => `${text('name')} joined your side as ${text('role')}.`,
  'person-removed': ({ text }) => `${text('name')} was removed from your side.`,
  'lead-handed-over': ({ text }) => `${text('from')} handed the lead of your side over to ${text('to')}.`,
}

function isSide(value: unknown): value is Side {
  return SIDES.some((side) => side === value)
}

function counted(files: number): string {
  return files === 1 ? '1 file' : `${files} files`
}

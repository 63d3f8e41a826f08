import type { SeatRole } from '../../../domain/roles.ts'
import type { NextAction } from '../../../domain/visibility.ts'
import { paths } from '../../paths.ts'

export interface NextActionWords {
  /** In a list: a few words. */
  readonly short: string
  /** On the matter's own page. */
  readonly title: string
  readonly text: string
  /** Where it is done, or where what is waited for can be seen. */
  readonly action: { readonly label: string; readonly to: (matterId: string) => string } | null
}

const terms = (label: string) => ({ label, to: paths.matterTerms })

/** What the reader's side can do next. It is made of the side's own state and of what both share, by the projection. */
export const nextActionWords: Readonly<Record<NextAction, NextActionWords>> = {
  'settle-terms': {
    short: 'Settle the terms',
    title: 'Have you and the other side agreed on non-monetary terms?',
    text: 'Upload the agreement or MOU, fill in a term sheet, or wish to go without. Numbers come after that.',
    action: terms('Go to the terms'),
  },
  'approve-terms': {
    short: 'Approve the terms',
    title: 'Read the current version of the terms',
    text: 'Approve it as it is, or bring in a version of your own. The terms are settled when both sides approve the same one.',
    action: terms('Read the terms'),
  },
  'answer-skip': {
    short: 'Answer the wish to go without terms',
    title: 'The other side wishes to go without a document',
    text: 'Nothing is skipped by one side alone. Wish it too, or bring in a document.',
    action: terms('Answer'),
  },
  'wait-for-terms': {
    short: 'Waiting for the other side on the terms',
    title: 'The other side has the terms before it',
    text: 'Your side has done its part. You can still change your mind until opening begins.',
    action: terms('See the terms'),
  },
  'wait-for-other-seat': {
    short: 'Waiting for the other side to join',
    title: 'Nobody sits opposite yet',
    text: 'Your side has done its part on the terms. The other side can answer once it has taken its seat.',
    action: { label: 'See the invitation', to: paths.matterPeople },
  },
  'accept-rules': {
    short: 'Accept the rules',
    title: 'The terms are settled: accept the rules and confirm authority',
    text: 'When both sides have done so, opening begins.',
    action: { label: 'Read and accept the rules', to: paths.matterRules },
  },
  'wait-for-acceptance': {
    short: 'Waiting for the other side to accept the rules',
    title: 'The other side has yet to accept the rules',
    text: 'Opening begins when it has, or at a later start that both sides chose.',
    action: terms('See the terms'),
  },
  'wait-for-start': {
    short: 'Opening begins at the agreed time',
    title: 'All is ready: opening begins at the agreed time',
    text: 'Until then the terms can be changed, which undoes both acceptances.',
    action: terms('See the terms'),
  },
  'enter-number': {
    short: 'Enter your number',
    title: 'Enter your number',
    text: 'It is sealed in your browser. The other side does not see it, nor whether you entered one.',
    action: { label: 'Go to your number', to: paths.matterNumber },
  },
  'number-stands': {
    short: 'Your number stands',
    title: 'Your number stands',
    text: 'There is nothing that you have to do. You can change or withdraw it while there is no deal.',
    action: { label: 'Go to your number', to: paths.matterNumber },
  },
  'wait-for-operator': {
    short: 'On hold',
    title: 'The session is on hold',
    text: 'It has ended, and the record of how is being brought back. There is nothing that you have to do.',
    action: null,
  },
  'read-deal': {
    short: 'There is a deal',
    title: 'There is a deal',
    text: 'The deal page has the amount, the bonus and the record for both sides.',
    action: { label: 'Read the deal', to: paths.matterDeal },
  },
  'propose-new-session': {
    short: 'Ended without a deal',
    title: 'The session ended without a deal',
    text: 'Both numbers are destroyed. Either side may propose a new session, with the last terms as a draft.',
    action: null,
  },
}

/** What only the lead can do; the others read whose it is. */
const LEADS: ReadonlySet<NextAction> = new Set([
  'approve-terms',
  'answer-skip',
  'accept-rules',
  'enter-number',
  'propose-new-session',
])

/** Said to a member or a client beside what their lead can do; null where it is for anybody. */
export function whoseAction(next: NextAction, role: SeatRole): string | null {
  return role !== 'lead' && LEADS.has(next) ? 'The lead of your side does this.' : null
}

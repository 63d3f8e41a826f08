import type { CommandReceipt } from '../../../contract/session-commands.ts'

/** Why a command was refused, for the person who gave it. `when` words an instant in the reader's zone. */
export function refusalWords(receipt: CommandReceipt, when: (at: number) => string): string {
  switch (receipt.code) {
    case null:
      return ''
    case 'step-changed':
      return 'Opening has closed since you confirmed this figure. In adjustment another figure can bind: read it below and confirm again. Nothing was entered.'
    case 'entry-limit':
      return receipt.nextPossibleAt === null
        ? 'Your side has made 10 entries within 24 hours, which is the limit. Nothing was entered.'
        : `Your side has made 10 entries within 24 hours, which is the limit. The next is possible from ${when(receipt.nextPossibleAt)}. Nothing was entered.`
    case 'session-held':
      return 'The session is on hold: it has ended, and the record of how is being brought back. Nothing was changed.'
    case 'session-ended':
      return 'The session has ended. Nothing was changed.'
    case 'not-open-yet':
      return 'Opening has not begun. Nothing was changed.'
    case 'nothing-to-withdraw':
      return 'No number of your side stands, so there is nothing to withdraw.'
    case 'number-out-of-range':
      return 'The number is outside the limits of a session. Nothing was entered.'
    case 'envelope-unreadable':
      return 'The sealed number could not be read by the matcher. Nothing was entered. Reload the page and enter it again.'
    case 'idempotency-conflict':
      return 'This was sent before with other content. Nothing was changed. Reload the page and try again.'
    case 'temporarily-unavailable':
      return 'This cannot be done at the moment. Nothing was changed; please try again in a minute.'
    case 'outcome-unknown':
      return 'It is not known whether this was done. Ask again: it cannot be done twice.'
    case 'not-allowed':
      return 'Only the lead of your side can do this.'
    default:
      return 'You have no access to this session. It may be that you were signed out: reload the page.'
  }
}

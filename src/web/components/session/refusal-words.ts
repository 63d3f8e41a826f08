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
    case 'reveal-limit':
      return receipt.nextPossibleAt === null
        ? 'Your side’s numbers were shown 20 times within 24 hours, which is the limit.'
        : `Your side’s numbers were shown 20 times within 24 hours, which is the limit. The next time is possible from ${when(receipt.nextPossibleAt)}.`
    case 'number-withheld':
      return 'The way in which you sign in changed after this number was entered: a password reset, a new authenticator app or passkey, a backup code, or a new account. So that nobody who got in by it can read the number, it is not shown to you. You can replace it, or withdraw it.'
    case 'not-fresh':
      return 'Too much time has passed since you confirmed who you are. Please try again.'
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

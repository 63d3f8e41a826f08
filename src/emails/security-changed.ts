import type { Instant } from '../domain/deadlines.ts'
import type { EmailContent, Message } from './email-content.ts'
import { sampleInstant } from './matter-words.ts'
import { wordsOfTime } from './words-of-time.ts'

const WHAT = {
  'password-reset': 'Your password was reset by a link we mailed you. You were signed out everywhere.',
  'password-changed': 'Your password was changed. You were signed out on all other devices.',
  'totp-enabled': 'An authenticator app was added: signing in by password now asks for a code.',
  'totp-disabled': 'The authenticator app was removed: signing in by password no longer asks for a code.',
  'backup-codes-renewed': 'New backup codes were made. The old ones no longer work.',
  'backup-code-used': 'Somebody signed in with one of your backup codes, which works no more.',
  'passkey-added': 'A passkey was added. It signs in without your password.',
  'passkey-removed': 'A passkey was removed.',
} as const

export type SecurityChange = keyof typeof WHAT

export type SecurityChangedProps = {
  readonly change: SecurityChange
  readonly at: Instant
  readonly timeZone: string
  /** Where a lost account is taken back. */
  readonly resetPath: string
}

export function content({ change, at, timeZone, resetPath }: SecurityChangedProps): EmailContent {
  return {
    subject: 'The way you sign in to Backchannel has changed',
    preview: WHAT[change],
    heading: 'The way you sign in has changed',
    paragraphs: [WHAT[change], 'If that was you, there is nothing to do.'],
    facts: [{ label: 'When', value: wordsOfTime(at, { reader: timeZone, matter: timeZone }) }],
    action: { label: 'It was not me: set a new password', url: resetPath },
    footnotes: ['Setting a new password signs out everybody who is in your account.'],
  }
}

const at = { at: sampleInstant, timeZone: 'America/Chicago', resetPath: '/forgot-password' }

export const samples: Message<SecurityChangedProps>['samples'] = {
  'password reset': { ...at, change: 'password-reset' },
  'passkey added': { ...at, change: 'passkey-added' },
}

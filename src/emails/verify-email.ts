import type { EmailContent, Message } from './email-content.ts'

/** To the address that somebody gave on signing up. Nothing of what else they typed is repeated: it may not be theirs. */
export type VerifyEmailProps = {
  /** Path of the page that opens the account, with its one-use token. */
  readonly path: string
}

export function content({ path }: VerifyEmailProps): EmailContent {
  return {
    subject: 'Confirm your e-mail address for Backchannel',
    preview: 'One step is left to open your account.',
    heading: 'Confirm your e-mail address',
    paragraphs: [
      'Somebody, you we hope, asked for an account with this address. Follow the link and enter the password you chose: that opens the account.',
    ],
    action: { label: 'Open my account', url: path },
    footnotes: [
      'The link is good for 24 hours, and once.',
      'If you did not ask for an account, ignore this message. Without the link and the password nothing is opened.',
    ],
  }
}

export const samples: Message<VerifyEmailProps>['samples'] = {
  plain: { path: '/verify-email?token=sample-token' },
}

import type { EmailContent, Message } from './email-content.ts'

export type ResetPasswordProps = {
  /** Path of the page that sets another password, with its one-use token. */
  readonly path: string
}

export function content({ path }: ResetPasswordProps): EmailContent {
  return {
    subject: 'Set a new password for Backchannel',
    preview: 'The link is good for one hour.',
    heading: 'Set a new password',
    paragraphs: [
      'Somebody, you we hope, asked to set a new password for your account. Doing so signs you out everywhere.',
      'Numbers you sealed stay sealed and stand as they are. From then on you can replace them, but not look at them again.',
    ],
    action: { label: 'Set a new password', url: path },
    footnotes: [
      'The link is good for one hour, and once.',
      'If you did not ask for it, ignore this message: your password stays as it is.',
    ],
  }
}

export const samples: Message<ResetPasswordProps>['samples'] = {
  plain: { path: '/reset-password?token=sample-token' },
}

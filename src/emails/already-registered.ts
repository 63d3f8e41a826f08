import type { EmailContent, Message } from './email-content.ts'

/** To the holder of an account, when somebody signs up with its address again. */
export type AlreadyRegisteredProps = {
  readonly signInPath: string
  readonly resetPath: string
}

export function content({ signInPath, resetPath }: AlreadyRegisteredProps): EmailContent {
  return {
    subject: 'You already have a Backchannel account',
    preview: 'Somebody asked for another account with your address.',
    heading: 'You already have an account',
    paragraphs: [
      'Somebody, perhaps you, asked for a new account with this address. Nothing was changed: your account stands as it is.',
      'If it was you, sign in. If you no longer know the password, set a new one.',
    ],
    action: { label: 'Sign in', url: signInPath },
    footnotes: ['If it was not you, there is nothing to do: nobody was told that you have an account.'],
    footerLink: { label: 'Set a new password', url: resetPath },
  }
}

export const samples: Message<AlreadyRegisteredProps>['samples'] = {
  plain: { signInPath: '/sign-in', resetPath: '/forgot-password' },
}

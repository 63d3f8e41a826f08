import type { MailTopic } from '../../../contract/notifications.ts'

/** What each choice stands for, in the order of the page. */
export const mailTopicWords: Readonly<Record<MailTopic, { readonly label: string; readonly hint: string }>> =
  {
    invitations: {
      label: 'Invitations that I sent',
      hint: 'Accepted, declined, or a new link asked for.',
    },
    terms: {
      label: 'Terms',
      hint: 'A new version, an approval, or the wish to go on without agreed terms.',
    },
    rules: {
      label: 'Acceptance of the rules',
      hint: 'A side accepts the rules or withdraws its acceptance.',
    },
    start: {
      label: 'A later start',
      hint: 'Proposed by one side, or agreed by both.',
    },
    messages: {
      label: 'Messages',
      hint: 'That there is one. What it says stays on its page.',
    },
    'keep-running': {
      label: 'Keep running',
      hint: 'A side switches going on past the end on or off.',
    },
    'new-session': {
      label: 'A new session',
      hint: 'Proposed after one that ended without a deal.',
    },
    team: {
      label: 'My own team',
      hint: 'Somebody joins or leaves, or the lead is handed over.',
    },
  }

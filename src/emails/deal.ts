import { paths } from '../contract/paths.ts'
import type { EmailContent, Message } from './email-content.ts'
import { type MatterProps, matterMessage, sampleMatter } from './matter-words.ts'

/** There is news, and no more than that: what and how much stand behind the sign-in. */
export type DealProps = MatterProps

export function content(props: DealProps): EmailContent {
  return matterMessage(props, {
    subject: 'there is news',
    preview: 'Sign in to read it.',
    heading: 'There is news on this matter',
    noticeHeading: 'There is a deal',
    paragraphs: [
      'The session has come to its end. How it ended, and the record for your file, stand on the matter’s page.',
      'No figure is ever sent by e-mail.',
    ],
    action: { label: 'Sign in and read', url: paths.matter(props.matterId) },
    mandatory: true,
  })
}

export const samples: Message<DealProps>['samples'] = {
  plain: sampleMatter,
}

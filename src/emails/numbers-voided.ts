import { paths } from '../contract/paths.ts'
import type { EmailContent, Message } from './email-content.ts'
import { type MatterProps, matterMessage, sampleMatter } from './matter-words.ts'

/** After a fault of the operator's: the same words to both sides, whatever either had entered. */
export type NumbersVoidedProps = MatterProps

export function content(props: NumbersVoidedProps): EmailContent {
  return matterMessage(props, {
    subject: 'please enter your number anew',
    preview: 'No number stands any more, on either side.',
    heading: 'No number stands any more, on either side',
    paragraphs: [
      'After a fault on our side, data of this matter had to be brought back from an older copy, or a key was lost. So that nothing is compared that may not be what was last entered, whatever number either side had was voided, at one and the same instant.',
      'Nobody has read a number, and no comparison was made with what was voided. Neither side learns whether the other had a number.',
      'Deadlines stay as they are. If your side wants a number to stand, please enter it anew. If terms or anything else look older than you remember, tell the other side and us.',
    ],
    action: { label: 'Open the matter', url: paths.matter(props.matterId) },
    mandatory: true,
  })
}

export const samples: Message<NumbersVoidedProps>['samples'] = { plain: sampleMatter }

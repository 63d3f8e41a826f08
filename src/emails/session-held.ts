import { paths } from '../contract/paths.ts'
import type { EmailContent, Message } from './email-content.ts'
import { type MatterProps, matterMessage, sampleMatter } from './matter-words.ts'

/** After a fault of the operator's: the same words to both sides. */
export type SessionHeldProps = MatterProps

export function content(props: SessionHeldProps): EmailContent {
  return matterMessage(props, {
    subject: 'the session is on hold',
    preview: 'It has ended already; the record of how is being brought back.',
    heading: 'The session is on hold',
    paragraphs: [
      'After a fault on our side, data of this matter was brought back from an older copy. The session had ended before, and that copy does not know how.',
      'What was told to both sides then stands: a deal that was made is a deal. The numbers are destroyed, nothing is compared, and no entry is taken.',
      'The operator has been told and is looking for a newer copy. There is nothing that you have to do; keep what you received about the end of the session.',
    ],
    action: { label: 'Open the matter', url: paths.matter(props.matterId) },
    mandatory: true,
  })
}

export const samples: Message<SessionHeldProps>['samples'] = { plain: sampleMatter }

import { paths } from '../contract/paths.ts'
import type { EmailContent, Message } from './email-content.ts'
import {
  type MatterProps,
  matterMessage,
  type SideProps,
  sampleMatter,
  sampleOther,
  sampleOwn,
  sideName,
} from './matter-words.ts'

/** The session ended without a deal: by time, or by a side. */
export type SessionEndedProps = MatterProps & {
  /** Who ended it; null where time did. The reason stays on the page: it is free text of a side. */
  readonly endedBy: SideProps | null
  readonly gaveReason: boolean
}

export function content(props: SessionEndedProps): EmailContent {
  return matterMessage(props, {
    subject: 'the session has ended',
    preview: 'It ended without a deal.',
    heading:
      props.endedBy === null
        ? 'The session has ended without a deal'
        : `${sideName(props.endedBy)} has ended the session`,
    paragraphs: [
      ...(props.gaveReason ? ['A reason was given. It stands on the matter’s page.'] : []),
      'Both numbers are destroyed. Neither side learns the other’s, or whether there was one.',
      'Either side may propose a new session; the last terms are then offered as a draft.',
    ],
    action: { label: 'Open the matter', url: paths.matter(props.matterId) },
    mandatory: true,
  })
}

export const samples: Message<SessionEndedProps>['samples'] = {
  'by time': { ...sampleMatter, endedBy: null, gaveReason: false },
  'by the other side': { ...sampleMatter, endedBy: sampleOther, gaveReason: true },
  'by a colleague': { ...sampleMatter, endedBy: sampleOwn, gaveReason: false },
}

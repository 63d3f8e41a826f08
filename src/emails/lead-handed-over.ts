import { paths } from '../contract/paths.ts'
import type { EmailContent, Message } from './email-content.ts'
import { type MatterProps, matterMessage, sampleMatter } from './matter-words.ts'

/** To everybody on the seat: who leads it now. */
export type LeadHandedOverProps = MatterProps & {
  readonly leadName: string
  readonly isReader: boolean
}

export function content(props: LeadHandedOverProps): EmailContent {
  return matterMessage(props, {
    subject: 'the lead was handed over',
    preview: 'A change in your side’s team.',
    heading: props.isReader
      ? `You now lead your side of ${props.caption}`
      : `${props.leadName} now leads your side`,
    paragraphs: [
      'With the lead go the decisions: terms, rules and the number. A number that stood is void: the new lead confirms the client’s authority and enters anew. Whether one stood is not told to the other side.',
    ],
    action: { label: 'Open the matter', url: paths.matter(props.matterId) },
  })
}

export const samples: Message<LeadHandedOverProps>['samples'] = {
  reader: { ...sampleMatter, leadName: 'Priya Raman', isReader: true },
  colleague: { ...sampleMatter, leadName: 'Priya Raman', isReader: false },
}

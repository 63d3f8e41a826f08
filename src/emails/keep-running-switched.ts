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

/** A side’s switch, which both sides see. */
export type KeepRunningSwitchedProps = MatterProps & {
  readonly side: SideProps
  readonly on: boolean
}

export function content(props: KeepRunningSwitchedProps): EmailContent {
  return matterMessage(props, {
    subject: props.on ? 'keep running switched on' : 'keep running switched off',
    preview: 'The session goes on past its end only if both sides wish it.',
    heading: `${sideName(props.side)} ${props.on ? 'would keep the session running' : 'no longer wishes to keep the session running'}`,
    paragraphs: [
      'The switches are read when the session ends. If both are on, it goes on for another 30 days; otherwise it ends.',
    ],
    action: { label: 'Open the matter', url: paths.matter(props.matterId) },
  })
}

export const samples: Message<KeepRunningSwitchedProps>['samples'] = {
  on: { ...sampleMatter, side: sampleOther, on: true },
  off: { ...sampleMatter, side: sampleOther, on: false },
  'by a colleague': { ...sampleMatter, side: sampleOwn, on: true },
}

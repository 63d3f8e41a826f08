import { paths } from '../contract/paths.ts'
import type { MatterId } from '../domain/ids.ts'
import type { EmailContent } from './email-content.ts'
import { plainLine, shortened } from './plain-text.ts'
import type { Zones } from './words-of-time.ts'

/** What every message on a matter is told of it and of its reader. */
export type MatterProps = {
  readonly matterId: MatterId
  readonly caption: string
  readonly zones: Zones
}

/** A side as its reader calls it; `word` is the matter's own, such as `claimant`. */
export type SideProps = { readonly own: boolean; readonly word: string }

/** "Your side" or "The claimant’s side", to begin a sentence with. */
export function sideName({ own, word }: SideProps): string {
  return own ? 'Your side' : `The ${word}’s side`
}

/** "your side’s" or "the claimant’s", within a sentence. */
export function sideOwner({ own, word }: SideProps): string {
  return own ? 'your side’s' : `the ${word}’s`
}

const CAPTION_IN_SUBJECT = 60

type MatterMessage = Omit<EmailContent, 'subject' | 'facts' | 'footnotes' | 'footerLink'> & {
  /** After the caption. */
  readonly subject: string
  readonly facts?: EmailContent['facts']
  /** Deadlines and outcomes cannot be switched off. */
  readonly mandatory?: boolean
}

/** A message to somebody who holds a place on the matter. */
export function matterMessage(matter: MatterProps, message: MatterMessage): EmailContent {
  const { subject, facts = [], mandatory = false, ...rest } = message
  return {
    ...rest,
    subject: `${shortened(plainLine(matter.caption), CAPTION_IN_SUBJECT)}: ${subject}`,
    facts: [{ label: 'Matter', value: matter.caption }, ...facts],
    footnotes: [
      mandatory
        ? 'You get this because you hold a place on this matter. Deadlines and outcomes are always mailed.'
        : 'You get this because you hold a place on this matter.',
    ],
    ...(!mandatory && {
      footerLink: { label: 'Choose which e-mails you get', url: paths.notificationSettings() },
    }),
  }
}

/** For samples. */
export const sampleMatter: MatterProps = {
  matterId: '5e0e3c1a-6f0b-4a6e-9a53-0d2b8f3a7c11' as MatterId,
  caption: 'Alvarez v. Northgate Logistics, Inc.',
  zones: { reader: 'America/New_York', matter: 'America/Chicago' },
}
export const sampleOther: SideProps = { own: false, word: 'defendant' }
export const sampleOwn: SideProps = { own: true, word: 'plaintiff' }
/** Tuesday, November 24, 2026, 22:30 UTC. */
export const sampleInstant = 1_795_559_400_000

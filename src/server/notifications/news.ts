import type { MailTopic } from '../../contract/notifications.ts'
import type { Instant } from '../../domain/deadlines.ts'
import type { MatterId, SeatId, UserId } from '../../domain/ids.ts'
import type { Side } from '../../domain/side.ts'
import type { EmailContent } from '../../emails/email-content.ts'
import type { MatterProps, SideProps } from '../../emails/matter-words.ts'
import { contentOf, type MessageName, type MessageProps } from '../../emails/messages.ts'

/** Something that people of a matter are told, each in the words that fit their side. */
export type News = {
  /** What happened; everybody is told once. Made of ids and shared instants alone. */
  readonly eventKey: string
  readonly at: Instant
  /** Who did it, and is not told; null where nobody did. */
  readonly actor: UserId | null
  /** Mailed unless the reader has switched it off; `mandatory` cannot be. */
  readonly topic: MailTopic | 'mandatory'
  /** Null for a reader whom it does not concern. */
  readonly tell: (reader: Reader) => Told | null
}

/** Somebody who holds a place on the matter, and the matter as that person calls things. */
export type Reader = {
  readonly userId: UserId
  readonly seatId: SeatId
  readonly side: Side
  readonly matter: MatterProps
  /** A side as this reader calls it. */
  readonly call: (side: Side) => SideProps
  /** The name of somebody of either side, the reader included. */
  readonly nameOf: (userId: UserId) => string
}

export type Told = { readonly template: MessageName; readonly content: EmailContent }

export function told<Name extends MessageName>(template: Name, props: MessageProps[Name]): Told {
  return { template, content: contentOf(template, props) }
}

export type NewsOfMatter = {
  readonly matterId: MatterId
  /** Practice is told within the product alone. */
  readonly isPractice: boolean
  readonly news: readonly News[]
}

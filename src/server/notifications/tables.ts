import type { MailTopic } from '../../contract/notifications.ts'
import type { Instant } from '../../domain/deadlines.ts'
import type { MatterId, NoticeId, UserId } from '../../domain/ids.ts'

export type NotificationsTables = {
  notices: {
    id: NoticeId
    userId: UserId
    matterId: MatterId
    /** What happened: a person has one notice of it. */
    eventKey: string
    title: string
    body: string
    path: string
    at: Instant
    readAt: Instant | null
  }
  mailChoices: {
    userId: UserId
    topic: MailTopic
    mailed: boolean
  }
}

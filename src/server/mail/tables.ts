import type { Instant } from '../../domain/deadlines.ts'

declare const outboxBrand: unique symbol
export type OutboxId = string & { readonly [outboxBrand]: true }

declare const inboxBrand: unique symbol
export type InboxMailId = string & { readonly [inboxBrand]: true }

export type MailTables = {
  mailOutbox: {
    id: OutboxId
    /** What the mail is about and to whom: one mail for each, however often it is asked for. */
    dedupeKey: string
    messageId: string
    template: string
    /** The whole mail, encrypted, because it may hold a one-use link. Erased once sent or given up. */
    sealed: Buffer | null
    queuedAt: Instant
    nextAttemptAt: Instant
    attempts: number
    /** Until then one worker has it. */
    leasedUntil: Instant | null
    sentAt: Instant | null
    givenUpAt: Instant | null
  }
  /** Where mail goes without SMTP settings, on loopback alone. Encrypted like the outbox. */
  developmentInbox: {
    id: InboxMailId
    /** A mail delivered twice, after a crash, is shown once. */
    messageId: string
    arrivedAt: Instant
    sealed: Buffer
  }
}

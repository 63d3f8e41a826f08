import { z } from 'zod'
import type { Instant } from '../domain/deadlines.ts'
import type { MatterId, NoticeId } from '../domain/ids.ts'

/** What a person may choose to have mailed, each on its own. Deadlines and outcomes are always mailed. */
export const MAIL_TOPICS = [
  'invitations',
  'terms',
  'rules',
  'start',
  'messages',
  'keep-running',
  'new-session',
  'team',
] as const
export type MailTopic = (typeof MAIL_TOPICS)[number]

/** The topics that are to be mailed: those not named are switched off. */
export const mailChoicesSchema = z.object({ mailed: z.array(z.enum(MAIL_TOPICS)).default([]) })
export type MailChoices = z.output<typeof mailChoicesSchema>

/** One line of the list of notices. */
export type NoticeView = {
  readonly id: NoticeId
  readonly matterId: MatterId
  readonly caption: string
  readonly isPractice: boolean
  readonly title: string
  readonly body: string
  /** Where it leads: a path of this site. */
  readonly path: string
  readonly at: Instant
  readonly unread: boolean
}

export type NoticeList = {
  readonly notices: readonly NoticeView[]
  readonly unread: number
  /** From 1. */
  readonly page: number
  readonly pageCount: number
}

import type { MatterId, SessionId, UserId } from '../../domain/ids.ts'
import { isOwnEvent, type SessionEvent } from '../../domain/session-events.ts'
import type { Tx } from '../db/database.ts'
import type { Announcement } from './announcement.ts'
import { mailRemoved } from './mail-removed.ts'
import { matterNews } from './matter-news.ts'
import { sessionNews } from './session-news.ts'
import { type SpreadContext, spreadNews } from './spread-news.ts'

export type { Announcement }

/** Writes one notice a person and queues mail by each one's choices, in the transaction of what happened. */
export async function announce(ctx: SpreadContext, tx: Tx, announcement: Announcement): Promise<void> {
  const { matterId, isPractice } = announcement
  await spreadNews(ctx, tx, { matterId, isPractice, news: [matterNews(announcement)] })
  if (announcement.kind === 'team-member-removed') await mailRemoved(ctx, tx, announcement)
}

export type SessionNews = {
  readonly matterId: MatterId
  readonly sessionId: SessionId
  readonly isPractice: boolean
  /** All that happened in one go, in order: what opening's close means depends on whether a deal follows it. */
  readonly happened: readonly { readonly event: SessionEvent; readonly actor: UserId | null }[]
}

/** As `announce`, for a session's events. Own events (a number entered, withdrawn, voided) are nobody's news. */
export async function announceSessionEvents(
  ctx: SpreadContext,
  tx: Tx,
  happening: SessionNews,
): Promise<void> {
  const { matterId, sessionId, isPractice, happened } = happening
  const shared = happened.flatMap(({ event, actor }) => (isOwnEvent(event) ? [] : [{ event, actor }]))
  const together = shared.map(({ event }) => event)
  const news = shared.flatMap(({ event, actor }) => sessionNews({ sessionId, event, actor, together }) ?? [])
  await spreadNews(ctx, tx, { matterId, isPractice, news })
}

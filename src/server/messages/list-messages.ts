import { MESSAGES_A_PAGE } from '../../contract/messages.ts'
import type { Viewer } from '../../contract/viewer.ts'
import type { Instant } from '../../domain/deadlines.ts'
import type { MatterId, MessageId } from '../../domain/ids.ts'
import type { Side } from '../../domain/side.ts'
import type { Context } from '../context.ts'
import type { Db } from '../db/database.ts'
import { type DocumentSummary, documentsOf } from '../documents/document-store.ts'
import { type MatterSession, readMatterSession } from '../sessions/read-matter-session.ts'

export type Message = {
  readonly id: MessageId
  readonly side: Side
  readonly authorName: string
  readonly isOwn: boolean
  readonly body: string
  readonly sentAt: Instant
  readonly files: readonly DocumentSummary[]
}

export type MessagesPage = {
  readonly current: MatterSession
  /** The oldest first. */
  readonly messages: readonly Message[]
  /** From 1, which is the newest. */
  readonly page: number
  readonly pageCount: number
  /** For the next message: its form sent twice posts once. */
  readonly submissionId: string
}

/** The messages of a matter, a page at a time; null where the viewer has no seat on it. */
export async function listMessages(
  ctx: Context,
  viewer: Viewer,
  matterId: MatterId,
  page: number,
): Promise<MessagesPage | null> {
  const current = await readMatterSession(ctx, viewer, matterId)
  if (!current) return null
  const { count } = await ctx.db
    .selectFrom('messages')
    .where('matterId', '=', matterId)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  const pageCount = Math.max(1, Math.ceil(count / MESSAGES_A_PAGE))
  const shown = Math.min(page, pageCount)
  const rows = await ctx.db
    .selectFrom('messages as m')
    .innerJoin('users', 'users.id', 'm.author')
    .where('m.matterId', '=', matterId)
    .orderBy('m.sentAt', 'desc')
    .orderBy('m.id', 'desc')
    .limit(MESSAGES_A_PAGE)
    .offset((shown - 1) * MESSAGES_A_PAGE)
    .select(['m.id', 'm.side', 'm.author', 'users.name as authorName', 'm.body', 'm.sentAt'])
    .execute()
  const files = await listFiles(
    ctx.db,
    matterId,
    rows.map(({ id }) => id),
  )
  const messages = rows.reverse().map(({ author, ...message }) => ({
    ...message,
    isOwn: author === viewer.userId,
    files: files.filter(({ messageId }) => messageId === message.id).map(({ document }) => document),
  }))
  return { current, messages, page: shown, pageCount, submissionId: ctx.chance.newId() }
}

async function listFiles(db: Db, matterId: MatterId, messageIds: readonly MessageId[]) {
  if (messageIds.length === 0) return []
  const rows = await documentsOf(db, matterId)
    .innerJoin('messageFiles as f', 'f.documentId', 'documents.id')
    .where('f.messageId', 'in', messageIds)
    .orderBy('f.position')
    .select('f.messageId')
    .execute()
  return rows.map(({ messageId, ...document }) => ({ messageId, document }))
}

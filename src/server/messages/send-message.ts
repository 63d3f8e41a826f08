import {
  type DocumentProblem,
  MAX_DOCUMENT_BYTES,
  MAX_MESSAGE_FILES,
  MAX_MESSAGE_FILES_BYTES,
  MESSAGE_MEDIA_TYPES,
} from '../../contract/documents.ts'
import type { MessageInput } from '../../contract/messages.ts'
import type { Viewer } from '../../contract/viewer.ts'
import type { Instant } from '../../domain/deadlines.ts'
import type { MatterId, MessageId } from '../../domain/ids.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import type { Db, Tx } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import {
  keepingDocuments,
  type ReceivedDocument,
  receiveDocument,
  recordDocument,
  type Upload,
} from '../documents/receive-document.ts'
import { appendJournal } from '../journal/append-journal.ts'
import { notifyLive } from '../live/notify-live.ts'
import { type AccessRefusal, requireSeat, type SeatAccess } from '../matters/seat-access.ts'
import { announce } from '../notifications/announce.ts'
import { readMatterSession } from '../sessions/read-matter-session.ts'

export type SendMessage = MessageInput & { readonly matterId: MatterId; readonly files: readonly Upload[] }

/** One file of several was not taken; with it nothing is sent. */
export type FileRefused = {
  readonly code: 'file-refused'
  readonly name: string
  readonly problem: DocumentProblem
}

export type SendRefusal = AccessRefusal | 'message-empty' | 'too-many-files' | 'files-too-large' | FileRefused

type Sent = { readonly messageId: MessageId }

/** Writes to the other side, with files or without. Both sides read it; it is never changed or taken back. */
export async function sendMessage(
  ctx: Context,
  viewer: Viewer,
  { matterId, submissionId, body, files }: SendMessage,
): Promise<Result<Sent, SendRefusal>> {
  const seat = await requireSeat(ctx.db, viewer.userId, matterId, 'prepare')
  if (!seat.ok) return seat
  const before = await findSent(ctx.db, seat.value, submissionId)
  if (before) return ok(before)
  const text = body.replaceAll('\r\n', '\n').trim()
  if (text === '' && files.length === 0) return err('message-empty')

  const received = await receiveFiles(ctx, files)
  if (!received.ok) return received
  return keepingDocuments(ctx, received.value, async () => {
    const current = await readMatterSession(ctx, viewer, matterId)
    if (!current) return err('not-found')
    return transact(ctx.db, async (tx): Promise<Result<Sent, SendRefusal>> => {
      const access = await requireSeat(tx, viewer.userId, matterId, 'prepare')
      if (!access.ok) return access
      const message = {
        id: ctx.chance.newId() as MessageId,
        at: current.now,
        text,
        submissionId,
        files: received.value,
      }
      if (!(await writeMessage(tx, access.value, message))) {
        const sent = await findSent(tx, access.value, submissionId)
        return sent ? ok(sent) : err('not-found')
      }
      await tell(ctx, tx, viewer, access.value, message, current.matter.isPractice)
      return ok({ messageId: message.id })
    })
  })
}

type NewMessage = {
  readonly id: MessageId
  readonly at: Instant
  readonly text: string
  readonly submissionId: string
  readonly files: readonly ReceivedDocument[]
}

async function receiveFiles(
  ctx: Context,
  files: readonly Upload[],
): Promise<Result<readonly ReceivedDocument[], SendRefusal>> {
  if (files.length > MAX_MESSAGE_FILES) return err('too-many-files')
  const sizes = files.map(({ bytes }) => bytes.length)
  const together = sizes.reduce((total, size) => total + size, 0)
  // One file too many bytes is that file's own fault, found below.
  if (together > MAX_MESSAGE_FILES_BYTES && Math.max(...sizes) <= MAX_DOCUMENT_BYTES) {
    return err('files-too-large')
  }
  const received: ReceivedDocument[] = []
  for (const file of files) {
    const result = await receiveDocument(ctx, file, MESSAGE_MEDIA_TYPES)
    if (!result.ok) {
      await Promise.all(received.map((document) => ctx.files.delete(document.fileKey)))
      return err({ code: 'file-refused', name: file.name, problem: result.error })
    }
    received.push(result.value)
  }
  return ok(received)
}

/** The message that this very form has already sent, if it has. */
async function findSent(db: Db | Tx, seat: SeatAccess, submissionId: string): Promise<Sent | null> {
  const row = await db
    .selectFrom('messages')
    .where('matterId', '=', seat.matterId)
    .where('author', '=', seat.userId)
    .where('submissionId', '=', submissionId)
    .select('id as messageId')
    .executeTakeFirst()
  return row ?? null
}

/** Whether it was new: two copies of one form at the same moment are one message. */
async function writeMessage(tx: Tx, seat: SeatAccess, message: NewMessage): Promise<boolean> {
  const { matterId } = seat
  const written = await tx
    .insertInto('messages')
    .values({
      id: message.id,
      matterId,
      side: seat.side,
      author: seat.userId,
      body: message.text,
      sentAt: message.at,
      submissionId: message.submissionId,
    })
    .onConflict((conflict) => conflict.columns(['author', 'submissionId']).doNothing())
    .executeTakeFirst()
  if (written.numInsertedOrUpdatedRows !== 1n) return false
  for (const [index, file] of message.files.entries()) {
    await recordDocument(tx, file, seat, message.at)
    await tx
      .insertInto('messageFiles')
      .values({ messageId: message.id, position: index + 1, matterId, documentId: file.id })
      .execute()
  }
  return true
}

async function tell(
  ctx: Context,
  tx: Tx,
  viewer: Viewer,
  { matterId, side }: SeatAccess,
  { id, at, files }: NewMessage,
  isPractice: boolean,
): Promise<void> {
  await appendJournal(tx, {
    matterId,
    chain: 'shared',
    sessionId: null,
    at,
    type: 'message-sent',
    actor: viewer.userId,
    data: { side, files: files.length },
  })
  await announce(ctx, tx, {
    kind: 'message-received',
    matterId,
    isPractice,
    actor: viewer.userId,
    at,
    messageId: id,
    from: side,
    senderName: viewer.name,
    hasFiles: files.length > 0,
  })
  await notifyLive(tx, { matterId, audience: 'both', topic: 'message' })
}

import { paths } from '../../contract/paths.ts'
import type { NoticeId, UserId } from '../../domain/ids.ts'
import type { EmailContent } from '../../emails/email-content.ts'
import { plainLine } from '../../emails/plain-text.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import { notifyLive } from '../live/notify-live.ts'
import { queueContent } from '../mail/queue-mail.ts'
import { listReaders, type ReaderWithAddress } from './list-readers.ts'
import type { News, NewsOfMatter, Told } from './news.ts'

export type SpreadContext = Pick<Context, 'config' | 'chance' | 'clock' | 'jobs'>

/**
 * Writes one notice a reader and queues the mail that goes with it, in the transaction of what happened: none without
 * the other, and neither twice.
 */
export async function spreadNews(
  ctx: SpreadContext,
  tx: Tx,
  { matterId, isPractice, news }: NewsOfMatter,
): Promise<void> {
  if (news.length === 0) return
  const readers = await listReaders(tx, matterId)
  for (const item of news) await spread(ctx, tx, readers, item, isPractice)
}

async function spread(
  ctx: SpreadContext,
  tx: Tx,
  readers: readonly ReaderWithAddress[],
  news: News,
  isPractice: boolean,
): Promise<void> {
  const addressed = readers.flatMap((reader) => {
    const said = reader.userId === news.actor ? null : news.tell(reader)
    return said ? [{ reader, said }] : []
  })
  const fresh = await writeNotices(ctx, tx, news, addressed)
  const silent = await listSilent(tx, news, fresh)
  for (const { reader, said } of addressed) {
    if (!fresh.has(reader.userId)) continue
    await notifyLive(tx, { userId: reader.userId, topic: 'notices' })
    if (silent.has(reader.userId)) continue
    await queueContent(ctx, tx, {
      to: { email: reader.email, name: reader.name },
      template: said.template,
      content: said.content,
      dedupeKey: `notice/${news.eventKey}/${reader.userId}`,
      practice: isPractice,
    })
  }
}

type Addressed = { readonly reader: ReaderWithAddress; readonly said: Told }

/** Those who had not been told of it yet. */
async function writeNotices(
  ctx: SpreadContext,
  tx: Tx,
  news: News,
  addressed: readonly Addressed[],
): Promise<ReadonlySet<UserId>> {
  if (addressed.length === 0) return new Set()
  const rows = await tx
    .insertInto('notices')
    .values(
      addressed.map(({ reader, said }) => ({
        id: ctx.chance.newId() as NoticeId,
        userId: reader.userId,
        matterId: reader.matter.matterId,
        eventKey: news.eventKey,
        ...noticeText(said.content),
        path: said.content.action?.url ?? paths.matter(reader.matter.matterId),
        at: news.at,
      })),
    )
    .onConflict((conflict) => conflict.columns(['userId', 'eventKey']).doNothing())
    .returning('userId')
    .execute()
  return new Set(rows.map(({ userId }) => userId))
}

/** The first paragraph and the facts but for the matter's name, which the list shows by itself. */
function noticeText({ heading, noticeHeading, paragraphs, facts = [] }: EmailContent) {
  const lines = [...paragraphs.slice(0, 1), ...facts.slice(1).map(({ label, value }) => `${label}: ${value}`)]
  return { title: plainLine(noticeHeading ?? heading), body: lines.map(plainLine).join('\n') }
}

/** Those who want no mail of this kind. */
async function listSilent(tx: Tx, news: News, readers: ReadonlySet<UserId>): Promise<ReadonlySet<UserId>> {
  if (news.topic === 'mandatory' || readers.size === 0) return new Set()
  const rows = await tx
    .selectFrom('mailChoices')
    .select('userId')
    .where('topic', '=', news.topic)
    .where('mailed', '=', false)
    .where('userId', 'in', [...readers])
    .execute()
  return new Set(rows.map(({ userId }) => userId))
}

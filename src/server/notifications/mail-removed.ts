import type { Tx } from '../db/database.ts'
import { queueMail } from '../mail/queue-mail.ts'
import type { Announcement } from './announcement.ts'
import type { SpreadContext } from './spread-news.ts'

type Removal = Extract<Announcement, { kind: 'team-member-removed' }>

/** Tells somebody whose place has ended, unless it was they who ended it. Always mailed: there is no page to say it. */
export async function mailRemoved(ctx: SpreadContext, tx: Tx, removal: Removal): Promise<void> {
  const { matterId, seatId, member, at, isPractice, actor } = removal
  if (member === actor) return
  const matter = await tx
    .selectFrom('matters')
    .select(['caption', 'timeZone'])
    .where('id', '=', matterId)
    .executeTakeFirstOrThrow()
  const person = await tx
    .selectFrom('users')
    .select(['name', 'email', 'timeZone'])
    .where('id', '=', member)
    .executeTakeFirstOrThrow()
  await queueMail(ctx, tx, {
    to: { email: person.email, name: person.name },
    template: 'team-member-removed',
    props: {
      matterId,
      caption: matter.caption,
      zones: { reader: person.timeZone, matter: matter.timeZone },
      memberName: person.name,
      isReader: true,
    },
    dedupeKey: `team/${seatId}/removed/${member}/${at}`,
    practice: isPractice,
  })
}

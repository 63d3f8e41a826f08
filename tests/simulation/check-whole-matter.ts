import { DAY_MS } from '../../src/domain/deadlines.ts'
import { SIDES } from '../../src/domain/side.ts'
import { exportJournal } from '../../src/server/journal/export-journal.ts'
import { verifyJournal } from '../../src/server/journal/verify-journal.ts'
import { TEST_START } from '../support/virtual-clock.ts'
import { Violation } from './chronicle.ts'
import type { Play } from './play.ts'

/** Each query finds what must not be; its text says what that is. */
const NEVER: Readonly<Record<string, string>> = {
  'a session has two deals': `
    select 1 from app.deals where matter_id = $1 group by session_id having count(*) > 1`,
  'the session and the matcher do not agree': `
    select 1 from app.sessions s join matcher.sessions m using (id)
    where matter_id = $1 and (s.matcher_version <> m.version or (s.ended_at is null) <> (m.step <> 'ended'))`,
  'an entry that was recorded is not there, or differs': `
    select 1 from matcher.records r join app.sessions s on s.id = r.session_id
    left join app.entries e on e.entry_id = r.entry_id
    where s.matter_id = $1 and r.entry_id is not null
      and (e.entry_id is null or e.session_id <> r.session_id or e.seat_id <> r.seat_id or e.at <> r.at)`,
  'an entry is there that was never recorded': `
    select 1 from app.entries e join app.sessions s on s.id = e.session_id
    left join matcher.records r on r.session_id = e.session_id and r.entry_id = e.entry_id
    where s.matter_id = $1 and r.entry_id is null`,
  'an entry is not in its own journal once': `
    select 1 from app.entries e join app.sessions s on s.id = e.session_id
    where s.matter_id = $1 and (
      select count(*) from app.journal j
      where j.matter_id = $1 and type = 'number-entered' and chain <> 'shared'
        and data ->> 'entryId' = e.entry_id::text) <> 1`,
  'an own journal does not tell entries in the order of the records': `
    select 1 from (
      select r.version, lag(r.version) over (partition by j.chain, r.session_id order by j.seq) as before
      from app.journal j join matcher.records r on r.entry_id::text = j.data ->> 'entryId'
      where j.matter_id = $1 and j.type = 'number-entered') told
    where before > version`,
  'an envelope or a key outlives its session': `
    select 1 from app.sessions s join matcher.sessions m using (id)
    where s.matter_id = $1 and (m.wrapped_private_key is not null
      or exists (select from matcher.standing where session_id = s.id)
      or exists (select from matcher.records where session_id = s.id and envelope is not null))`,
  'somebody has not one notice of an outcome': `
    select 1 from app.sessions s cross join app.seat_people p
    where s.matter_id = $1 and p.matter_id = $1 and (
      select count(*) from app.notices n
      where n.user_id = p.user_id and n.event_key like s.id || '/outcome%') <> 1`,
  'a Message-ID stands for two mails': `
    select 1 from app.mail_outbox group by message_id having count(*) > 1`,
}

/** Of what was sent long ago the row is cleared away; the instant is that from which on all are there. */
const MAILED_BADLY = `
  select 1 from app.sessions s cross join app.seat_people p cross join lateral (
    select count(*) as mails from app.mail_outbox o
    where o.dedupe_key = 'notice/' || s.id || '/outcome/' || p.user_id
      and (o.sent_at is not null or o.given_up_at is not null) and o.sealed is null) mailed
  where s.matter_id = $1 and p.matter_id = $1 and mails <> 1 and not (mails = 0 and s.ended_at < $2)`
const MAIL_KEPT_MS = 90 * DAY_MS
/** A clock set back may have told less when a mail was sent than when its session ended. */
const CLOCK_WAS_BEHIND_MS = 5 * DAY_MS

/** All that has to hold of a matter whose sessions have ended, in fair weather. */
export async function checkWholeMatter(play: Play): Promise<void> {
  const { lane, matter, matterId, cast } = play
  for (const [what, query] of Object.entries(NEVER)) {
    const values = query.includes('$1') ? [matterId] : []
    const { rows } = await lane.owner.query(query, values)
    if (rows.length > 0) throw new Violation(what)
  }
  const { rows } = await lane.owner.query(MAILED_BADLY, [
    matterId,
    matter.latestNow - MAIL_KEPT_MS + CLOCK_WAS_BEHIND_MS,
  ])
  if (rows.length > 0) throw new Violation('an outcome is not mailed to everybody once')
  for (const side of SIDES) {
    const file = await exportJournal(lane.ctx, cast[side][0], matterId)
    if (!file) throw new Violation('a side cannot have its journal')
    const [problem] = verifyJournal(file)
    if (problem !== undefined) throw new Violation(`the journal of the ${side}: ${problem}`)
  }
  await checkDealAsRead(play)
  await checkMailTaken(play)
}

/** Both sides read the deal of the row, and the same. */
async function checkDealAsRead({ lane, matterId, cast, chronicle }: Play): Promise<void> {
  for (const side of SIDES) {
    const read = await lane.services.sessions.readMatterSession(cast[side][0], matterId)
    const deal = chronicle.latest?.deals.find(({ sessionId }) => sessionId === read?.session.id)
    const isSame =
      Number(read?.deal?.settlementCents ?? -1) === (deal?.settlementAmount ?? -1) &&
      Number(read?.deal?.dealNumberCents ?? -1) === (deal?.dealNumber ?? -1)
    if (!isSame) throw new Violation('a side reads another deal than the one there is')
  }
}

/** What left by SMTP: each Message-ID is one of the outbox, goes to one address, and comes again for a reason alone. */
async function checkMailTaken({ lane, matter }: Play): Promise<void> {
  const taken = Map.groupBy(lane.smtp.taken(), ({ messageId }) => messageId)
  const { rows } = await lane.owner.query('select message_id as id from app.mail_outbox')
  const known = new Set(rows.map(({ id }) => id))
  // A long one outlives some rows of its outbox.
  const isShort = matter.latestNow < TEST_START + MAIL_KEPT_MS - CLOCK_WAS_BEHIND_MS
  for (const [id, mails] of taken) {
    if (new Set(mails.map(({ to }) => to)).size > 1) throw new Violation('a Message-ID went to two addresses')
    if (isShort && !known.has(id)) throw new Violation('a mail went out under a Message-ID of nobody')
    const isAnsweredTwice = mails.filter(({ wasAnswered }) => wasAnswered).length > 1
    if (isAnsweredTwice && matter.deaths === 0 && !matter.clockHasMoved) {
      throw new Violation('a mail was sent twice for no reason')
    }
  }
}

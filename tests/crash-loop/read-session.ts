import type pg from 'pg'
import type { Side } from '../../src/domain/side.ts'
import type { FoundDeal, FoundRecord } from './expected-deal.ts'

/** One session as the superuser finds it, in every table that tells of it. */
export type FoundSession = {
  readonly state: { readonly phase: string; readonly opensAt: number; readonly extensions: number }
  readonly now: number
  readonly version: number
  readonly matcherVersion: number
  readonly nextDueAt: number | null
  readonly records: readonly FoundRecord[]
  readonly deals: readonly FoundDeal[]
  /** Entries by side, in the order of their instants. */
  readonly entries: readonly { readonly side: Side; readonly entryId: string; readonly at: number }[]
  /** In the order of each chain. */
  readonly journal: readonly {
    readonly chain: Side | 'shared'
    readonly type: string
    readonly entryId: string | null
  }[]
  readonly notices: readonly { readonly side: Side; readonly event: string }[]
  readonly mails: readonly {
    readonly side: Side
    readonly event: string
    readonly messageId: string
    readonly sent: boolean
  }[]
}

/** Reads it in one transaction, so that all of it is of one state. */
export async function readSession(client: pg.Client, sessionId: string): Promise<FoundSession> {
  await client.query('begin isolation level repeatable read read only')
  try {
    return await readAll(client, sessionId)
  } finally {
    await client.query('rollback')
  }
}

async function readAll(client: pg.Client, sessionId: string): Promise<FoundSession> {
  const rowsOf = async <Row>(statement: string) =>
    (await client.query(statement, [sessionId])).rows as readonly Row[]
  type Session = Pick<FoundSession, 'state' | 'now' | 'version' | 'matcherVersion' | 'nextDueAt'>
  const [session] = await rowsOf<Session>(`
    select s.state, s.matcher_version as version, m.version as "matcherVersion", s.next_due_at as "nextDueAt",
      floor(extract(epoch from clock_timestamp()) * 1000)::int8 as now
    from app.sessions s join matcher.sessions m on m.id = s.id where s.id = $1`)
  if (!session) throw new Error(`session ${sessionId} is gone`)
  const deals = await rowsOf<Record<string, string> & { at: number; bonus_to: Side | null }>(`
    select at, deal_number_cents::text as number, bonus_cents::text as bonus, bonus_to,
      settlement_cents::text as settlement
    from app.deals where session_id = $1`)
  return {
    ...session,
    records: await rowsOf(`
      select operation, side, entry_id as "entryId", idempotency_key as key, at, outcome ->> 'kind' as outcome
      from matcher.records where session_id = $1 order by version`),
    deals: deals.map(({ at, bonus_to, number, bonus, settlement }) => ({
      at,
      bonusTo: bonus_to,
      numberCents: BigInt(number ?? ''),
      bonusCents: BigInt(bonus ?? ''),
      settlementCents: BigInt(settlement ?? ''),
    })),
    entries: await rowsOf(`
      select p.side, e.entry_id as "entryId", e.at
      from app.entries e join app.seats p on p.id = e.seat_id where e.session_id = $1 order by e.at`),
    journal: await rowsOf(`
      select chain, type, data ->> 'entryId' as "entryId" from app.journal
      where session_id = $1 order by chain, seq`),
    notices: await rowsOf(`
      select p.side, split_part(n.event_key, '/', 2) as event
      from app.notices n join app.seat_people sp on sp.user_id = n.user_id and sp.matter_id = n.matter_id
        join app.seats p on p.id = sp.seat_id
      where n.event_key like $1 || '/%'`),
    mails: await rowsOf(`
      select p.side, split_part(o.dedupe_key, '/', 3) as event, o.message_id as "messageId",
        o.sent_at is not null as sent
      from app.mail_outbox o
        join app.seat_people sp on o.dedupe_key = 'notice/' || $1 || '/' || split_part(o.dedupe_key, '/', 3) || '/' || sp.user_id
        join app.seats p on p.id = sp.seat_id and p.matter_id = (select matter_id from app.sessions where id = $1::uuid)
      where o.dedupe_key like 'notice/' || $1 || '/%'`),
  }
}

import type pg from 'pg'
import { z } from 'zod'
import type { SessionState } from '../../src/domain/session-state.ts'
import { recordSchema } from '../../src/matcher/protocol.ts'

/*
 * What is committed of a matter, read by its owner past everything that is under test.
 */

const side = z.enum(['plaintiff', 'defendant'])

const sharedRowSchema = z.object({
  seq: z.number(),
  sessionId: z.string().nullable(),
  at: z.number(),
  type: z.string(),
  data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
})
export type SharedRow = z.output<typeof sharedRowSchema>

const dealSchema = z.object({
  sessionId: z.string(),
  at: z.number(),
  step: z.enum(['opening', 'adjustment']),
  dealNumber: z.number(),
  bonus: z.number(),
  bonusTo: side.nullable(),
  settlementAmount: z.number(),
})
export type DealRow = z.output<typeof dealSchema>

const committedSchema = z.object({
  session: z.object({
    id: z.string(),
    ordinal: z.number(),
    version: z.number(),
    publicKey: z.string(),
    state: z.custom<SessionState>((value) => typeof value === 'object' && value !== null),
  }),
  /** Of the sessions of the matter, those that the state includes and that were not read before. */
  records: z.array(recordSchema.extend({ ordinal: z.number() })),
  shared: z.array(sharedRowSchema),
  deals: z.array(dealSchema),
  seats: z.object({ plaintiff: z.string(), defendant: z.string() }),
  leads: z.array(z.object({ side, userId: z.string() })),
})
export type Committed = z.output<typeof committedSchema>
export type CommittedRecord = Committed['records'][number]

export type Cursor = { readonly ordinal: number; readonly version: number; readonly shared: number }

const QUERY = `
  select jsonb_build_object(
    'session', (
      select jsonb_build_object('id', id, 'ordinal', ordinal, 'version', matcher_version, 'state', state,
        'publicKey', encode(public_key, 'base64'))
      from app.sessions where matter_id = $1 order by ordinal desc limit 1),
    'records', coalesce((
      select jsonb_agg(jsonb_build_object('ordinal', s.ordinal, 'version', r.version, 'operation', r.operation,
        'side', r.side, 'seatId', r.seat_id, 'entryId', r.entry_id, 'idempotencyKey', r.idempotency_key,
        'at', r.at, 'outcome', r.outcome) order by s.ordinal, r.version)
      from app.sessions s join matcher.records r on r.session_id = s.id
      where s.matter_id = $1 and r.version <= s.matcher_version
        and (s.ordinal > $2 or s.ordinal = $2 and r.version > $3)), '[]'),
    'shared', coalesce((
      select jsonb_agg(jsonb_build_object('seq', seq, 'sessionId', session_id, 'at', at, 'type', type, 'data', data)
        order by seq)
      from app.journal where matter_id = $1 and chain = 'shared' and seq > $4), '[]'),
    'deals', coalesce((
      select jsonb_agg(jsonb_build_object('sessionId', session_id, 'at', at, 'step', step,
        'dealNumber', deal_number_cents, 'bonus', bonus_cents, 'bonusTo', bonus_to,
        'settlementAmount', settlement_cents))
      from app.deals where matter_id = $1), '[]'),
    'seats', (select jsonb_object_agg(side, id) from app.seats where matter_id = $1),
    'leads', coalesce((
      select jsonb_agg(jsonb_build_object('side', side, 'userId', user_id))
      from app.seat_people join app.seats on seats.id = seat_id
      where seat_people.matter_id = $1 and role = 'lead' and removed_at is null), '[]')
  ) as committed`

export async function readCommitted(owner: pg.Client, matterId: string, cursor: Cursor): Promise<Committed> {
  const { rows } = await owner.query<{ committed: unknown }>({
    name: 'read-committed',
    text: QUERY,
    values: [matterId, cursor.ordinal, cursor.version, cursor.shared],
  })
  return committedSchema.parse(rows[0]?.committed)
}

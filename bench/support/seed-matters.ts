import { rulesText } from '../../src/contract/rules-text.ts'
import { HOUR_MS, type Instant } from '../../src/domain/deadlines.ts'
import type { MatterId, SeatId, SessionId, UserId } from '../../src/domain/ids.ts'
import { nextReminderAt } from '../../src/domain/reminders.ts'
import { evolveAll } from '../../src/domain/session-events.ts'
import { nextDue } from '../../src/domain/session-numbers.ts'
import { newSession, type SessionState } from '../../src/domain/session-state.ts'
import { SIDES, type Side } from '../../src/domain/side.ts'
import { query } from './installation.ts'

/** How many matters one lawyer has, here. */
export const MATTERS_A_LAWYER = 100

const KINDS = {
  matter: '001',
  plaintiff: '002',
  defendant: '003',
  session: '004',
  'plaintiff-lawyer': '005',
  'defendant-lawyer': '006',
} as const

/** Ids that can be told from a number, in SQL too: which makes a million of them quick to seed, and pgbench find them. */
function idOf(kind: keyof typeof KINDS, n: number): string {
  return `00000000-0000-4${KINDS[kind]}-8000-${n.toString(16).padStart(12, '0')}`
}

/** The same in SQL, of a column or expression. */
export function idInSql(kind: keyof typeof KINDS, n: string): string {
  return `('00000000-0000-4${KINDS[kind]}-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`
}

export type SeededMatter = {
  readonly n: number
  readonly matterId: MatterId
  readonly sessionId: SessionId
  readonly seats: Readonly<Record<Side, SeatId>>
  readonly lawyers: Readonly<Record<Side, UserId>>
}

export function matterOf(n: number): SeededMatter {
  const lawyer = Math.floor(n / MATTERS_A_LAWYER)
  return {
    n,
    matterId: idOf('matter', n) as MatterId,
    sessionId: idOf('session', n) as SessionId,
    seats: { plaintiff: idOf('plaintiff', n) as SeatId, defendant: idOf('defendant', n) as SeatId },
    lawyers: {
      plaintiff: idOf('plaintiff-lawyer', lawyer) as UserId,
      defendant: idOf('defendant-lawyer', lawyer) as UserId,
    },
  }
}

export type Range = { readonly first: number; readonly count: number }

export function mattersOf({ first, count }: Range): SeededMatter[] {
  return Array.from({ length: count }, (_, index) => matterOf(first + index))
}

/** A session in adjustment, opened so long ago, in which nothing stands: as the events make it. */
export function stateInAdjustment(opensAt: Instant): SessionState {
  return evolveAll(stateInOpening(opensAt), [{ type: 'opening-closed', at: opensAt + 48 * HOUR_MS }])
}

export function stateInOpening(opensAt: Instant): SessionState {
  const at = opensAt
  const accepted = SIDES.map(
    (side) => ({ type: 'rules-accepted', side, rulesVersion: rulesText.version, at }) as const,
  )
  const skipped = SIDES.map((side) => ({ type: 'skip-wished', side, at }) as const)
  return evolveAll(newSession(at, { plaintiff: true, defendant: true }), [
    ...skipped,
    ...accepted,
    { type: 'opening-scheduled', opensAt, at },
    { type: 'opened', at },
  ])
}

export type Seed = Range & {
  readonly state: SessionState
  readonly now: Instant
  readonly matcherVersion: number
}

/**
 * Matters with a lead on both seats and a session each, all in one state, written straight into the tables. `first` is a
 * multiple of `MATTERS_A_LAWYER`. The matcher's part is made by itself.
 */
export async function seedMatters(ownerUrl: string, seed: Seed): Promise<void> {
  const { first, count, state, now, matcherVersion } = seed
  const last = first + count - 1
  const series = `generate_series(${first}, ${last}) n`
  const firstLawyer = Math.floor(first / MATTERS_A_LAWYER)
  const lastLawyer = Math.floor(last / MATTERS_A_LAWYER)
  const lawyerOf = (side: Side) => idInSql(`${side}-lawyer`, `n / ${MATTERS_A_LAWYER}`)
  for (const side of SIDES) {
    await query(
      ownerUrl,
      `insert into app.users (id, name, email, email_verified, occupation, firm, time_zone, factors_changed_at,
          created_at, updated_at)
        select ${idInSql(`${side}-lawyer`, 'n')}, 'Lawyer ' || n, '${side}-' || n || '@firm' || n || '.example', true,
          'attorney', 'Firm ' || n, 'America/Chicago', $1::int8, to_timestamp($1::int8 / 1000), to_timestamp($1::int8 / 1000)
        from generate_series(${firstLawyer}, ${lastLawyer}) n on conflict do nothing`,
      [now],
    )
  }
  await query(
    ownerUrl,
    `insert into app.matters (id, caption, forum, case_number, currency, time_zone, created_by, created_at)
      select ${idInSql('matter', 'n')}, 'Claimant ' || n || ' v. Respondent ' || n % 97, 'District Court ' || n % 13,
        'CV-' || n, 'USD', 'America/Chicago', ${lawyerOf('plaintiff')}, $1::int8 from ${series}`,
    [now],
  )
  for (const side of SIDES) {
    await query(
      ownerUrl,
      `insert into app.seats (id, matter_id, side, represents, stage, next_action, next_deadline_at, last_activity_at)
        select ${idInSql(side, 'n')}, ${idInSql('matter', 'n')}, '${side}', 'Party', $1, 'enter-number', $2::int8, $3::int8
        from ${series}`,
      [state.phase, nextDue(state)?.at ?? null, now],
    )
    await query(
      ownerUrl,
      `insert into app.seat_people (id, matter_id, seat_id, user_id, role, added_at)
        select gen_random_uuid(), ${idInSql('matter', 'n')}, ${idInSql(side, 'n')}, ${lawyerOf(side)}, 'lead', $1::int8
        from ${series}`,
      [now],
    )
  }
  await query(
    ownerUrl,
    `insert into app.sessions (id, matter_id, ordinal, state, public_key, matcher_version, next_due_at, created_at)
      select ${idInSql('session', 'n')}, ${idInSql('matter', 'n')}, 1, $1, decode(repeat('00', 65), 'hex'), $2::int, $3::int8, $4::int8
      from ${series}`,
    [JSON.stringify(state), matcherVersion, nextWakeAt(state, now), now],
  )
}

function nextWakeAt(state: SessionState, now: Instant): Instant | null {
  const instants = [nextDue(state)?.at ?? null, nextReminderAt(state, now)].filter((at) => at !== null)
  return instants.length === 0 ? null : Math.min(...instants)
}

export type Matter = SeededMatter & { readonly publicKey: Uint8Array }

/** The matters of a range with the keys that their numbers are sealed to. */
export async function matterKeys({
  ownerUrl,
  ...range
}: Range & { readonly ownerUrl: string }): Promise<Matter[]> {
  const matters = mattersOf(range)
  const rows = await query<{ id: string; public_key: Buffer }>(
    ownerUrl,
    'select id, public_key from app.sessions where id = any ($1::uuid[])',
    [matters.map(({ sessionId }) => sessionId)],
  )
  const keys = new Map(rows.map(({ id, public_key: key }) => [id, key]))
  return matters.map((matter) => ({ ...matter, publicKey: keys.get(matter.sessionId) ?? new Uint8Array() }))
}

/** The matcher's part of sessions that nobody enters a number in: as many rows as real ones have, with keys that open nothing. */
export async function seedMatcher(ownerUrl: string, { first, count }: Range): Promise<void> {
  const series = `generate_series(${first}, ${first + count - 1}) n`
  const bytes = (length: number) => `decode(repeat('00', ${length}), 'hex')`
  await query(
    ownerUrl,
    `set session_replication_role = replica;
     insert into matcher.sessions (id, plaintiff_seat_id, defendant_seat_id, currency, is_practice, step, version, public_key,
         wrapped_private_key, key_day)
       select ${idInSql('session', 'n')}, ${idInSql('plaintiff', 'n')}, ${idInSql('defendant', 'n')}, 'USD', false, 'adjustment', 1,
         ${bytes(65)}, ${bytes(61)}, (select max(key_day) from matcher.sessions) from ${series};
     insert into matcher.standing (session_id, side, step, envelope)
       select ${idInSql('session', 'n')}, side, 'opening', ${bytes(113)} from ${series}, unnest(array['plaintiff', 'defendant']) side;
     insert into matcher.records (session_id, version, operation, idempotency_key, at, recorded_at, outcome)
       select ${idInSql('session', 'n')}, 1, 'close-of-opening', 'close', 0, 0, '{"kind":"no-deal"}' from ${series};
     insert into matcher.seats (id) select ${idInSql('plaintiff', 'n')} from ${series};
     insert into matcher.seats (id) select ${idInSql('defendant', 'n')} from ${series};
     analyze`,
  )
}

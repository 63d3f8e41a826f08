import { CamelCasePlugin, type Generated, Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Instant } from '../domain/deadlines.ts'
import type { EntryId, SeatId, SessionId } from '../domain/ids.ts'
import type { Currency } from '../domain/money-currencies.ts'
import type { Side } from '../domain/side.ts'
import { preparingPool } from '../postgres/preparing-pool.ts'
import type { KeyDay } from './keys.ts'
import type { MatcherRecord, Outcome } from './protocol.ts'

/** The schema `matcher`, which the role of this process alone can reach. */
export type MatcherDatabase = {
  sessions: {
    id: SessionId
    plaintiffSeatId: SeatId
    defendantSeatId: SeatId
    currency: Currency
    isPractice: boolean
    clockOffsetMs: Generated<number>
    step: Generated<'opening' | 'adjustment' | 'ended'>
    version: Generated<number>
    publicKey: Uint8Array
    wrappedPrivateKey: Uint8Array | null
    /** Whose key it is wrapped under. */
    keyDay: KeyDay | null
  }
  seats: { id: SeatId; lastAt: Generated<Instant> }
  standing: {
    sessionId: SessionId
    side: Side
    /** Null for a dummy. */
    entryId: EntryId | null
    step: 'opening' | 'adjustment'
    envelope: Uint8Array
  }
  records: {
    sessionId: SessionId
    version: number
    operation: MatcherRecord['operation']
    side: Side | null
    seatId: SeatId | null
    entryId: EntryId | null
    idempotencyKey: string
    at: Instant
    outcome: Outcome
    envelope: Uint8Array | null
    envelopeSha256: Uint8Array | null
    /** By the one clock; null for what was recorded before there was this. */
    recordedAt: Instant | null
  }
  reveals: {
    sessionId: SessionId
    seatId: SeatId
    requestId: string
    version: number
    at: Instant
    notBefore: Instant
    publicKey: Uint8Array
  }
}

const INT8_OID = 20

/**
 * Instants are int8 and fit a number. Of these connections alone, so that nothing here hangs on what others set up.
 */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === INT8_OID ? Number : pg.types.getTypeParser(oid, format === 'binary' ? 'binary' : 'text'),
}

/** Connects as the matcher's role. `destroy()` of the result closes the connections. */
export function openMatcherDatabase(
  url: string,
  options: { readonly max?: number; readonly onError: (error: Error) => void },
): Kysely<MatcherDatabase> {
  const pool = new pg.Pool({
    connectionString: url,
    pipeline: true,
    max: options.max ?? 10,
    options: '-c search_path=matcher',
    types,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 5_000,
    idle_in_transaction_session_timeout: 30_000,
  })
  // A server that was killed breaks connections, idle or at work; without a listener either ends the process.
  pool.on('error', options.onError)
  pool.on('connect', (client) => client.on('error', options.onError))
  return new Kysely<MatcherDatabase>({
    dialect: new PostgresDialect({ pool: preparingPool(pool) }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
}

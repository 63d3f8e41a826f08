import { DatabaseError } from 'pg'

/**
 * Thrown where a library asked the database for us and kept why that failed to itself. What could be asked again is to be
 * asked again.
 */
export class DatabaseAway extends Error {
  override name = 'DatabaseAway'
}

/** Of PostgreSQL's codes: it cannot be reached, is stopping or starting, has no room, or gave up waiting. */
const AWAY = new Set([
  '40001', // serialization_failure
  '40P01', // deadlock_detected
  '53100', // disk_full
  '53200', // out_of_memory
  '53300', // too_many_connections
  '55P03', // lock_not_available: by `lock_timeout`
  '57014', // query_canceled: by `statement_timeout`
  '57P01', // admin_shutdown
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now
  '25P03', // idle_in_transaction_session_timeout
])
const CONNECTION_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
])
/** pg has no codes for what it finds out by itself. */
const CONNECTION_MESSAGES =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|timeout expired|Query read timeout)/

/**
 * Whether the database could not be asked, or gave up: nothing is wrong with what it was asked for, and the same may work
 * a moment later. Whether a commit that was under way took place, nobody knows then.
 */
export function isDatabaseAway(error: unknown): boolean {
  if (error instanceof DatabaseAway) return true
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (error instanceof DatabaseError) return AWAY.has(code) || code.startsWith('08')
  return CONNECTION_CODES.has(code) || CONNECTION_MESSAGES.test(error.message)
}

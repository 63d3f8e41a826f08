import { type RawBuilder, sql } from 'kysely'
import type { MatterId, SeatId, UserId } from '../../domain/ids.ts'
import type { Tx } from '../db/database.ts'

export const LIVE_CHANNEL = 'backchannel_live'

/** What a page should look at again. */
export type LiveSignal = MatterSignal | NoticesSignal

/** `audience`: both sides, or one seat alone. */
export type MatterSignal = {
  readonly matterId: MatterId
  readonly audience: 'both' | SeatId
  readonly topic: LiveTopic
}

/** A person's own list of notices. */
export type NoticesSignal = { readonly userId: UserId; readonly topic: 'notices' }

export type LiveTopic = 'terms' | 'session' | 'deal' | 'message' | 'people' | 'number'

/** Tells every web process, when this transaction commits and not before. */
export async function notifyLive(tx: Tx, signal: LiveSignal): Promise<void> {
  await sql`select ${liveNotification(signal)}`.execute(tx)
}

/** The same, as part of a statement that writes more. */
export function liveNotification(signal: LiveSignal): RawBuilder<unknown> {
  return sql`pg_notify(${LIVE_CHANNEL}, ${JSON.stringify(signal)})`
}

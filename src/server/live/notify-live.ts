import { sql } from 'kysely'
import type { MatterId, SeatId, UserId } from '../../domain/ids.ts'
import { type Part, partOf, writeAtOnce } from '../../postgres/write-at-once.ts'
import type { Db, Tx } from '../db/database.ts'

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
  await writeAtOnce(tx, [], [liveNotification(signal)])
}

/** The same, as part of a statement that writes more. */
export function liveNotification(signal: LiveSignal): Part<Db> {
  return notification({ signal: JSON.stringify(signal) })
}

const notification = partOf(
  (_: Db, { signal }: { readonly signal: string }) => sql`pg_notify(${LIVE_CHANNEL}, ${signal})`,
)

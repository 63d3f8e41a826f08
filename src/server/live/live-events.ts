import type { MatterId, SeatId, UserId } from '../../domain/ids.ts'
import type { LiveSignal, LiveTopic } from './notify-live.ts'

/** What one open page wants to hear of: a seat's part of its matter, a person's notices, or both. */
export type LiveInterest = {
  readonly userId: UserId
  readonly seat: { readonly matterId: MatterId; readonly seatId: SeatId } | null
}

/** `resync`: signals may have been missed while the database was out of reach. */
export type HeardTopic = LiveTopic | 'notices' | 'resync'

/** One connection a process that listens for signals, and hands each page those that are for it. */
export type LiveEvents = {
  /**
   * Calls back until the returned function is called. `ended` is called once this process tells no more: the page has to
   * ask again, and comes to another. Neither may throw.
   */
  subscribe(interest: LiveInterest, heard: (topic: HeardTopic) => void, ended?: () => void): () => void
  /** Tells no more, to those who listen now and to those who come. */
  end(): void
  close(): Promise<void>
}

/** Whom a signal is for: the one place that decides it. A signal for one seat is never heard by the other. */
export function topicFor(interest: LiveInterest, signal: LiveSignal): HeardTopic | null {
  if (signal.topic === 'notices') return signal.userId === interest.userId ? 'notices' : null
  if (signal.matterId !== interest.seat?.matterId) return null
  const isFor = signal.audience === 'both' || signal.audience === interest.seat.seatId
  return isFor ? signal.topic : null
}

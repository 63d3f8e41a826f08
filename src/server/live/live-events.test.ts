import { describe, expect, it } from 'vitest'
import type { MatterId, SeatId, UserId } from '../../domain/ids.ts'
import { type LiveInterest, topicFor } from './live-events.ts'
import type { LiveSignal } from './notify-live.ts'

const matterId = 'matter' as MatterId
const seatId = 'own-seat' as SeatId
const page: LiveInterest = { userId: 'reader' as UserId, seat: { matterId, seatId } }

describe('what a page hears of', () => {
  it.each<[string, LiveSignal, string | null]>([
    ['both sides', { matterId, audience: 'both', topic: 'deal' }, 'deal'],
    ['its own seat', { matterId, audience: seatId, topic: 'number' }, 'number'],
    ['the other seat', { matterId, audience: 'other-seat' as SeatId, topic: 'number' }, null],
    ['both sides of another matter', { matterId: 'x' as MatterId, audience: 'both', topic: 'deal' }, null],
    ['its reader’s notices', { userId: page.userId, topic: 'notices' }, 'notices'],
    ['another reader’s notices', { userId: 'y' as UserId, topic: 'notices' }, null],
  ])('a signal for %s', (_whom, signal, heard) => {
    expect(topicFor(page, signal)).toBe(heard)
  })

  it('is of no matter where the page shows none', () => {
    expect(topicFor({ ...page, seat: null }, { matterId, audience: 'both', topic: 'deal' })).toBe(null)
  })
})

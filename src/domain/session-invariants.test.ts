import { expect, test, vi } from 'vitest'
import { scripts } from '../../tests/support/model/generated-steps.ts'
import type { ComparisonMade } from '../../tests/support/model/in-memory-matcher.ts'
import { dealOf } from '../../tests/support/model/observe.ts'
import { type PlayedSession, play, playSessions } from '../../tests/support/model/play.ts'
import { holdsFor } from '../../tests/support/model/run-property.ts'
import type { Instant } from './deadlines.ts'
import { isOwnEvent, type SessionEvent } from './session-events.ts'
import { otherSide, SIDES, type Side } from './side.ts'

vi.setConfig({ testTimeout: 300_000 })

const HOUR = 3_600_000
const SESSIONS = 7_000

function forEachSession(check: (session: PlayedSession) => void): void {
  holdsFor(SESSIONS, scripts, (script) => playSessions(script).forEach(check))
}

test('invariant 1: a session has at most one deal, and neither it nor its figures ever change', () => {
  holdsFor(SESSIONS, scripts, (script) => {
    let first: string | null = null
    play(script, ({ matter }) => {
      const { events } = matter.current
      assertThat(events.filter((event) => event.type === 'deal-made').length <= 1, 'one deal')
      const deal = dealOf(matter.current)
      // There is no further session after a deal, so that the first deal of a matter is its last.
      if (first !== null) expect(JSON.stringify(deal)).toBe(first)
      if (deal) {
        first = JSON.stringify(deal)
        expect(events.at(-1)?.type).toBe('deal-made')
      }
    })
  })
})

test('invariant 2: once adjustment is open, numbers that meet are a deal in the commit that made them stand', () => {
  holdsFor(SESSIONS, scripts, (script) => {
    play(script, ({ matter }) => {
      const { state } = matter.current
      const { plaintiff: demand, defendant: offer } = matter.matcher.standing
      for (const side of SIDES) {
        assertThat((state.sides[side].standing !== null) === (matter.matcher.standing[side] !== null), side)
      }
      const met = demand !== null && offer !== null && offer >= demand
      assertThat(!(met && state.phase === 'adjustment'), 'numbers that meet stand side by side')
      const last = matter.matcher.comparisons.at(-1)
      if (last && last.dealNumber !== null) {
        expect(state.ending).toMatchObject({ kind: 'deal', at: last.at })
      }
    })
  })
})

test('invariant 3: the deal number lies within the standing numbers; equal ones give it; else it is drawn uniformly', () => {
  holdsFor(SESSIONS, scripts, (script) => {
    let standing: Record<Side, bigint | null> = { plaintiff: null, defendant: null }
    let session: unknown = null
    let seen = 0
    play(script, ({ step: { command }, matter: { matcher } }) => {
      if (matcher !== session) seen = 0
      session = matcher
      for (const comparison of matcher.comparisons.slice(seen)) {
        // The first comparison of a session is the close of opening; every other belongs to the entry that was just made.
        const entered = seen > 0 && command.type === 'enter'
        const expected = entered ? { ...standing, [command.side]: BigInt(command.number) } : standing
        expect({ plaintiff: comparison.demand, defendant: comparison.offer }).toEqual(expected)
        checkDealNumber(comparison)
        seen += 1
      }
      standing = { ...matcher.standing }
    })
  })
})

function checkDealNumber({ demand, offer, drawn, dealNumber }: ComparisonMade): void {
  if (demand === null || offer === null || offer <= demand) {
    expect(drawn).toBeNull()
    expect(dealNumber).toBe(demand === offer ? demand : null)
    return
  }
  if (dealNumber === null || drawn === null) throw new Error('an overlap without a draw')
  assertThat(dealNumber >= demand && dealNumber <= offer, 'within the numbers')
  if (offer - demand > 2_000n) {
    expect(drawn.count).toBe(offer / 100n - (demand + 99n) / 100n + 1n)
    expect(dealNumber).toBe(((demand + 99n) / 100n + drawn.k) * 100n)
    return
  }
  const cents = Array.from({ length: Number(offer - demand) + 1 }, (_, index) => demand + BigInt(index))
  const dollars = cents.filter((each) => each % 100n === 0n)
  // Each figure belongs to one outcome of the draw: uniform in, uniform out.
  const figures = dollars.length > 0 ? dollars : cents
  expect(drawn.count).toBe(BigInt(figures.length))
  expect(dealNumber).toBe(figures[Number(drawn.k)])
}

test('invariant 4: the settlement amount follows from the deal number and the bonus, in whole cents', () => {
  forEachSession(({ saved }) => {
    const deal = dealOf(saved)
    if (!deal) return
    const { dealNumber, bonus, bonusTo, settlementAmount } = deal
    assertThat(Number.isSafeInteger(settlementAmount), 'whole cents')
    expect(bonus).toBe(bonusTo === null ? 0 : (dealNumber - (dealNumber % 20)) / 20)
    expect(settlementAmount).toBe(dealNumber + (bonusTo === 'plaintiff' ? bonus : -bonus))
  })
})

test('invariant 5: the bonus goes only to the side whose entry did not make the deal, never in opening, never on equal instants', () => {
  forEachSession(({ saved: { events } }) => {
    const [entry, deal] = events.slice(-2)
    if (deal?.type !== 'deal-made') return
    if (entry?.type !== 'number-entered') {
      expect(entry?.type).toBe('opening-closed')
      expect(deal).toMatchObject({ step: 'opening', bonusTo: null })
      return
    }
    const waiting = otherSide(entry.side)
    const stood = events.findLast((event) => event.type === 'number-entered' && event.side === waiting)
    expect(deal).toMatchObject({ step: 'adjustment', bonusTo: stood?.at === deal.at ? null : waiting })
  })
})

test('invariant 6: nothing is compared before the close of opening, and nothing changes outside of its window', () => {
  forEachSession(({ saved: { state, events }, matcher }) => {
    const opened = events.findIndex((event) => event.type === 'opened')
    if (opened === -1) {
      expect(matcher.comparisons).toEqual([])
      assertThat(
        events.every((event) => !isOwnEvent(event)),
        'no number before the opening',
      )
      return
    }
    const opensAt = events[opened]?.at ?? 0
    expect(state.opensAt).toBe(opensAt)
    const [first, ...others] = matcher.comparisons.map((comparison) => comparison.at)
    if (first !== undefined) expect(first).toBe(opensAt + 48 * HOUR)
    assertThat(
      others.every((at) => at >= opensAt + 48 * HOUR),
      'compared after the close',
    )

    let window = { from: opensAt, to: opensAt + 48 * HOUR }
    for (const event of events.slice(opened + 1)) {
      if (event.type === 'opening-closed') window = { from: window.to, to: opensAt + 720 * HOUR }
      else if (event.type === 'extended') window = { from: window.from, to: window.to + 720 * HOUR }
      else if (!LAST_EVENTS.has(event.type)) {
        assertThat(event.at >= window.from && event.at < window.to, `${event.type} inside its window`)
        assertThat(
          isOwnEvent(event) || event.type === 'keep-running-switched',
          `${event.type} after the opening`,
        )
      }
    }
  })
})

const LAST_EVENTS: ReadonlySet<SessionEvent['type']> = new Set<SessionEvent['type']>([
  'deal-made',
  'ended-without-deal',
  'ended-by-side',
])

test('invariant 7: the instants of shared events never decrease, nor do those of either side', () => {
  holdsFor(SESSIONS, scripts, (script) => {
    let latestShared: Instant = 0
    for (const { saved } of playSessions(script)) {
      const latest = { shared: latestShared, plaintiff: 0, defendant: 0 }
      for (const event of saved.events) {
        const order = isOwnEvent(event) ? event.side : 'shared'
        assertThat(event.at >= latest[order], `${event.type} goes back`)
        latest[order] = event.at
        if (isOwnEvent(event)) assertThat(event.at >= latest.shared, `${event.type} before a shared event`)
      }
      latestShared = latest.shared
    }
  })
})

test("invariant 8, as far as it is the domain's: every entry that the matcher recorded is in the log, once and in order", () => {
  forEachSession(({ saved: { events }, matcher }) => {
    const recorded = matcher.records.flatMap(({ fact }) =>
      fact.type === 'entry-accepted' ? [fact.entryId] : [],
    )
    const logged = events.flatMap((event) => (event.type === 'number-entered' ? [event.entryId] : []))
    expect(logged).toEqual(recorded)
    expect(new Set(logged).size).toBe(logged.length)
  })
})

/** Cheaper than `expect` where it is asked a million times. */
function assertThat(condition: boolean, what: string): void {
  if (!condition) throw new Error(`not so: ${what}`)
}

import { describe, expect, test } from 'vitest'
import {
  afterCommands,
  afterFact,
  enteredAt,
  entryId,
  hoursIn,
  OPENS_AT,
  sessionAboutToOpen,
  sessionInAdjustment,
  sessionInOpening,
  sessionInTerms,
} from '../../tests/support/model/sample-sessions.ts'
import { err, ok } from './result.ts'
import { evolveAll } from './session-events.ts'
import {
  eventsOf,
  nextDue,
  ownInstant,
  permitEntry,
  permitWithdrawal,
  sharedInstant,
} from './session-numbers.ts'

const ended = afterFact(sessionInOpening(), { type: 'ended', at: hoursIn(1), by: 'plaintiff', reason: null })

describe('an entry', () => {
  test('is permitted in the step that it was confirmed for', () => {
    expect(permitEntry(sessionInOpening(), 'opening', hoursIn(0))).toEqual(ok())
    expect(permitEntry(sessionInAdjustment(), 'adjustment', hoursIn(48))).toEqual(ok())
  })

  test('is refused in another step', () => {
    expect(permitEntry(sessionInOpening(), 'adjustment', hoursIn(1))).toEqual(err('step-changed'))
    expect(permitEntry(sessionInAdjustment(), 'opening', hoursIn(48))).toEqual(err('step-changed'))
  })

  test('is refused before the opening and after the ending', () => {
    expect(permitEntry(sessionInTerms(), 'opening', hoursIn(0))).toEqual(err('not-open-yet'))
    expect(permitEntry(ended, 'opening', hoursIn(2))).toEqual(err('session-ended'))
  })
})

describe('a withdrawal', () => {
  test('is permitted while a number stands', () => {
    const standing = enteredAt(sessionInOpening(), 'plaintiff', hoursIn(1))
    expect(permitWithdrawal(standing, 'plaintiff', hoursIn(2))).toEqual(ok())
    expect(permitWithdrawal(standing, 'defendant', hoursIn(2))).toEqual(err('nothing-to-withdraw'))
  })

  test('is refused before the opening and after the ending', () => {
    expect(permitWithdrawal(sessionInTerms(), 'plaintiff', hoursIn(0))).toEqual(err('not-open-yet'))
    expect(permitWithdrawal(ended, 'plaintiff', hoursIn(2))).toEqual(err('session-ended'))
  })
})

test('where a session ended before the start it had agreed on, the refusal is not-open-yet until that start', () => {
  const scheduled = evolveAll(sessionInTerms(), [
    { type: 'opening-scheduled', at: hoursIn(-1), opensAt: OPENS_AT },
  ])
  const state = afterFact(scheduled, { type: 'ended', at: hoursIn(-0.5), by: 'defendant', reason: null })
  expect(permitEntry(state, 'opening', OPENS_AT - 1)).toEqual(err('not-open-yet'))
  expect(permitEntry(state, 'opening', OPENS_AT)).toEqual(err('session-ended'))
  expect(permitWithdrawal(state, 'plaintiff', OPENS_AT - 1)).toEqual(err('not-open-yet'))
  expect(permitWithdrawal(state, 'plaintiff', OPENS_AT)).toEqual(err('session-ended'))
})

describe('the bonus of a deal in adjustment', () => {
  const both = enteredAt(enteredAt(sessionInOpening(), 'plaintiff', hoursIn(1)), 'defendant', hoursIn(2))

  test.each([
    ['plaintiff', 'defendant'],
    ['defendant', 'plaintiff'],
  ] as const)('goes, when the %s makes it, to the %s', (mover, waiting) => {
    const state = enteredAt(sessionInAdjustment(both), mover, hoursIn(50), true)
    expect(state.ending).toEqual({ kind: 'deal', at: hoursIn(50), step: 'adjustment', bonusTo: waiting })
  })

  test('goes to nobody when both standing entries bear the same instant', () => {
    const state = enteredAt(sessionInAdjustment(), 'plaintiff', hoursIn(50))
    expect(enteredAt(state, 'defendant', hoursIn(50), true).ending).toMatchObject({ bonusTo: null })
    expect(enteredAt(state, 'defendant', hoursIn(50) + 1, true).ending).toMatchObject({
      bonusTo: 'plaintiff',
    })
  })

  test('does not exist at the close of opening', () => {
    const state = afterFact(both, { type: 'opening-closed', at: hoursIn(48), deal: true })
    expect(state.ending).toEqual({ kind: 'deal', at: hoursIn(48), step: 'opening', bonusTo: null })
  })
})

test('a fact that is caught up with after a crash brings the due steps that were lost with it', () => {
  const aboutToOpen = sessionAboutToOpen()
  const closed = { type: 'opening-closed', at: hoursIn(48), deal: false } as const
  expect(eventsOf(aboutToOpen, closed).map((event) => [event.type, event.at])).toEqual([
    ['opened', OPENS_AT],
    ['opening-closed', hoursIn(48)],
  ])
  expect(afterFact(aboutToOpen, closed)).toEqual(sessionInAdjustment())

  const running = afterCommands(
    sessionInAdjustment(),
    hoursIn(50),
    { type: 'switch-keep-running', side: 'plaintiff', on: true },
    { type: 'switch-keep-running', side: 'defendant', on: true },
  )
  const at = hoursIn(24 * 60)
  const entered = {
    type: 'entry-accepted',
    at,
    side: 'plaintiff',
    entryId: entryId('late'),
    deal: false,
  } as const
  expect(eventsOf(running, entered).map((event) => [event.type, event.at])).toEqual([
    ['extended', hoursIn(24 * 30)],
    ['extended', hoursIn(24 * 60)],
    ['number-entered', at],
  ])
})

describe('what is due next', () => {
  test('follows the steps of the session', () => {
    expect(nextDue(sessionInTerms())).toBeNull()
    expect(nextDue(sessionAboutToOpen())).toEqual({ type: 'open', at: OPENS_AT })
    expect(nextDue(sessionInOpening())).toEqual({ type: 'close-opening', at: hoursIn(48) })
    expect(nextDue(sessionInAdjustment())).toEqual({ type: 'end', at: hoursIn(24 * 30) })
    expect(nextDue(ended)).toBeNull()
  })

  test('is an extension only while both sides keep it running', () => {
    const one = afterCommands(sessionInAdjustment(), hoursIn(50), {
      type: 'switch-keep-running',
      side: 'plaintiff',
      on: true,
    })
    expect(nextDue(one)).toMatchObject({ type: 'end' })
    const both = afterCommands(one, hoursIn(51), { type: 'switch-keep-running', side: 'defendant', on: true })
    expect(nextDue(both)).toEqual({ type: 'extend', at: hoursIn(24 * 30) })
    const extended = evolveAll(both, [{ type: 'extended', at: hoursIn(24 * 30) }])
    expect(nextDue(extended)).toEqual({ type: 'extend', at: hoursIn(24 * 60) })
  })
})

describe('when the clock steps backwards', () => {
  const state = enteredAt(sessionInAdjustment(), 'plaintiff', hoursIn(60))

  test('shared instants stay at the latest shared event', () => {
    expect(sharedInstant(state, hoursIn(47))).toBe(hoursIn(48))
    expect(sharedInstant(state, hoursIn(49))).toBe(hoursIn(49))
  })

  test("a side's own instants stay at its latest own act, which the other side's instants do not show", () => {
    expect(ownInstant(state, 'plaintiff', hoursIn(50))).toBe(hoursIn(60))
    expect(ownInstant(state, 'defendant', hoursIn(50))).toBe(hoursIn(50))
    expect(ownInstant(state, 'defendant', hoursIn(40))).toBe(hoursIn(48))
  })
})

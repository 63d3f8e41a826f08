import { describe, expect, test, vi } from 'vitest'
import { scripts } from '../../tests/support/model/generated-steps.ts'
import { play } from '../../tests/support/model/play.ts'
import { holdsFor } from '../../tests/support/model/run-property.ts'
import {
  afterCommands,
  afterFact,
  enteredAt,
  hoursIn,
  OPENS_AT,
  SHA_1,
  sessionAboutToOpen,
  sessionInAdjustment,
  sessionInOpening,
  sessionInTerms,
} from '../../tests/support/model/sample-sessions.ts'
import { HOUR_MS, type Instant } from './deadlines.ts'
import { decide, type SessionCommand } from './session.ts'
import { permitEntry, permitWithdrawal } from './session-numbers.ts'
import { newSession, type SessionState } from './session-state.ts'
import { SIDES, type Side } from './side.ts'
import { nextDeadline, type SessionAction, viewSession } from './visibility.ts'

vi.setConfig({ testTimeout: 300_000 })

const at = hoursIn(-0.5)

function viewOf(state: SessionState, side: Side, role: 'lead' | 'member' | 'client' = 'lead') {
  const view = viewSession(state, { kind: 'side', side, role })
  if (!view.own) throw new Error('a side has a view of its own')
  return { ...view, own: view.own }
}

function nextOf(state: SessionState, side: Side) {
  return viewOf(state, side).own.next
}

describe("the other side's numbers", () => {
  const before = sessionInAdjustment(enteredAt(sessionInOpening(), 'plaintiff', hoursIn(1)))
  const fact = { at: hoursIn(60), side: 'defendant' } as const

  test.each<[string, SessionState]>([
    ['an entry', enteredAt(before, 'defendant', hoursIn(60))],
    ['a change', enteredAt(enteredAt(before, 'defendant', hoursIn(60)), 'defendant', hoursIn(61))],
    ['a withdrawal', afterFact(enteredAt(before, 'defendant', hoursIn(50)), { type: 'withdrawn', ...fact })],
    ['a voided number', afterFact(enteredAt(before, 'defendant', hoursIn(50)), { type: 'voided', ...fact })],
  ])('%s leaves no trace in what a side or a neutral sees', (_, after) => {
    expect(viewOf(after, 'plaintiff')).toEqual(viewOf(before, 'plaintiff'))
    expect(viewSession(after, { kind: 'neutral' })).toEqual(viewSession(before, { kind: 'neutral' }))
  })

  test('are seen by their own side: that one stands, and since when', () => {
    const after = enteredAt(before, 'defendant', hoursIn(60))
    expect(viewOf(after, 'defendant').own.standing).toMatchObject({ since: hoursIn(60) })
  })

  test('do not stand in a view by any name', () => {
    const text = JSON.stringify(viewSession(enteredAt(before, 'defendant', hoursIn(60)), { kind: 'neutral' }))
    expect(text).not.toMatch(/standing|lastOwnAt|entryId|own":{/)
  })
})

test('a neutral sees what both sides share, and has no actions', () => {
  const state = sessionInOpening()
  const { own, ...shared } = viewOf(state, 'plaintiff')
  expect(viewSession(state, { kind: 'neutral' })).toEqual({ ...shared, own: null })
  expect(own).not.toBeNull()
})

describe('the next action', () => {
  const skipping = afterCommands(sessionInTerms(), at, { type: 'wish-skip', side: 'plaintiff' })
  const document = afterCommands(sessionInTerms(), at, {
    type: 'add-terms-version',
    side: 'plaintiff',
    sha256: SHA_1,
  })
  const approved = afterCommands(document, at, {
    type: 'approve-terms',
    side: 'plaintiff',
    version: 1,
    sha256: SHA_1,
  })
  const skipped = afterCommands(skipping, at, { type: 'wish-skip', side: 'defendant' })
  const accepted = afterCommands(skipped, at, { type: 'accept-rules', side: 'plaintiff', rulesVersion: '1' })
  const alone = afterCommands(newSession(at, { plaintiff: true, defendant: false }), at, {
    type: 'wish-skip',
    side: 'plaintiff',
  })
  const dealt = enteredAt(
    enteredAt(sessionInAdjustment(), 'plaintiff', hoursIn(50)),
    'defendant',
    hoursIn(51),
    true,
  )
  const ended = afterFact(sessionInOpening(), {
    type: 'ended',
    at: hoursIn(1),
    by: 'plaintiff',
    reason: null,
  })

  test.each([
    ['nothing is settled', sessionInTerms(), 'settle-terms', 'settle-terms'],
    ['one side wishes to skip', skipping, 'wait-for-terms', 'answer-skip'],
    ['one side alone is there', alone, 'wait-for-other-seat', 'answer-skip'],
    ['a document lies before both', document, 'approve-terms', 'approve-terms'],
    ['one side has approved', approved, 'wait-for-terms', 'approve-terms'],
    ['the terms are settled', skipped, 'accept-rules', 'accept-rules'],
    ['one side has accepted', accepted, 'wait-for-acceptance', 'accept-rules'],
    ['a start is awaited', sessionAboutToOpen(), 'wait-for-start', 'wait-for-start'],
    ['opening is on', sessionInOpening(), 'enter-number', 'enter-number'],
    [
      'one side has entered a number',
      enteredAt(sessionInOpening(), 'plaintiff', hoursIn(1)),
      'number-stands',
      'enter-number',
    ],
    ['there is a deal', dealt, 'read-deal', 'read-deal'],
    ['it ended without one', ended, 'propose-new-session', 'propose-new-session'],
  ] as const)('when %s', (_, state, plaintiff, defendant) => {
    expect([nextOf(state, 'plaintiff'), nextOf(state, 'defendant')]).toEqual([plaintiff, defendant])
  })
})

describe('what can be done', () => {
  test('is everything for a lead, preparing for a member, nothing for a client', () => {
    const allowed = (role: 'lead' | 'member' | 'client') =>
      Object.entries(viewOf(sessionInTerms(), 'plaintiff', role).own.can)
        .filter(([, may]) => may)
        .map(([action]) => action)
    expect(allowed('lead')).toEqual(['add-terms-version', 'wish-skip', 'propose-start', 'end-session'])
    expect(allowed('member')).toEqual(['add-terms-version'])
    expect(allowed('client')).toEqual([])
  })

  test('is what the commands then allow, in every state that scripts reach', () => {
    holdsFor(3_000, scripts, (script) => {
      play(script, ({ step, matter }) => {
        const { state } = matter.current
        const now = Math.max(step.now, state.lastSharedAt)
        for (const side of SIDES) {
          const { can } = viewOf(state, side).own
          for (const [action, changes] of Object.entries(effects(state, side, now))) {
            if (can[action as SessionAction] !== changes)
              throw new Error(`${side}: ${action} in ${state.phase}`)
          }
        }
      })
    })
  })
})

/** For each action whether its command, made from what the page shows, would have an effect. */
function effects(state: SessionState, side: Side, now: Instant): Partial<Record<SessionAction, boolean>> {
  const has = (command: SessionCommand): boolean => {
    const decision = decide(state, command, now)
    return decision.ok && decision.value.length > 0
  }
  const { terms, start, phase } = state
  const own = state.sides[side]
  const step = phase === 'opening' ? 'opening' : 'adjustment'
  const proposed = start.proposal?.startsAt ?? 0
  return {
    'add-terms-version': has({ type: 'add-terms-version', side, sha256: SHA_1 }),
    'approve-terms': has({
      type: 'approve-terms',
      side,
      version: terms?.version ?? 0,
      sha256: terms?.sha256 ?? '',
    }),
    'withdraw-approval': has({ type: 'withdraw-approval', side }),
    'wish-skip': has({ type: 'wish-skip', side }),
    'withdraw-skip': has({ type: 'withdraw-skip', side }),
    'accept-rules': has({ type: 'accept-rules', side, rulesVersion: own.acceptance?.rulesVersion ?? '1' }),
    'withdraw-acceptance': has({ type: 'withdraw-acceptance', side }),
    'propose-start': has({ type: 'propose-start', side, startsAt: Math.max(now, proposed) + HOUR_MS }),
    // A page has no clock to see by that a proposal has passed; the command says so.
    ...(proposed > now && { 'accept-start': has({ type: 'accept-start', side, startsAt: proposed }) }),
    'withdraw-start-proposal': has({ type: 'withdraw-start-proposal', side }),
    'enter-number': permitEntry(state, step, now).ok,
    'withdraw-number': permitWithdrawal(state, side, now).ok,
    'switch-keep-running': has({ type: 'switch-keep-running', side, on: !own.keepRunning }),
  }
}

describe('the next deadline', () => {
  test('is that of the step', () => {
    const deadlineOf = (state: SessionState) => nextDeadline(viewOf(state, 'plaintiff'))
    expect(deadlineOf(sessionInTerms())).toBeNull()
    expect(deadlineOf(sessionAboutToOpen())).toEqual({ at: OPENS_AT, what: 'opens' })
    expect(deadlineOf(sessionInOpening())).toEqual({ at: hoursIn(48), what: 'opening' })
    expect(deadlineOf(sessionInAdjustment())).toEqual({ at: hoursIn(720), what: 'adjustment' })
    const ended = afterFact(sessionInOpening(), { type: 'ended', at: hoursIn(1), by: null, reason: null })
    expect(deadlineOf(ended)).toBeNull()
  })
})

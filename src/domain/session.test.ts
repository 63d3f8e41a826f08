import { describe, expect, test } from 'vitest'
import {
  afterCommands,
  afterFact,
  hoursIn,
  OPENS_AT,
  SHA_1,
  SHA_2,
  sessionAboutToOpen,
  sessionInAdjustment,
  sessionInOpening,
  sessionInTerms,
} from '../../tests/support/model/sample-sessions.ts'
import { err, ok } from './result.ts'
import { decide, type SessionCommand } from './session.ts'
import { newSession, type SessionState, termsSettlement } from './session-state.ts'
import { SIDES } from './side.ts'

const at = hoursIn(-0.5)
const accept = (side: 'plaintiff' | 'defendant'): SessionCommand => ({
  type: 'accept-rules',
  side,
  rulesVersion: '1',
})
const approve = (side: 'plaintiff' | 'defendant', version: number, sha256: string): SessionCommand => ({
  type: 'approve-terms',
  side,
  version,
  sha256,
})

function withDocument(): SessionState {
  return afterCommands(sessionInTerms(), at, { type: 'add-terms-version', side: 'plaintiff', sha256: SHA_1 })
}

function withApprovals(): SessionState {
  return afterCommands(withDocument(), at, approve('plaintiff', 1, SHA_1), approve('defendant', 1, SHA_1))
}

/** Conditions met, with an agreed start that keeps the terms open. */
function scheduled(): SessionState {
  return afterCommands(
    withApprovals(),
    at,
    { type: 'propose-start', side: 'plaintiff', startsAt: hoursIn(5) },
    { type: 'accept-start', side: 'defendant', startsAt: hoursIn(5) },
    accept('plaintiff'),
    accept('defendant'),
  )
}

describe('terms', () => {
  test('are settled by one version that both sides approve by its hash', () => {
    const one = afterCommands(withDocument(), at, approve('plaintiff', 1, SHA_1))
    expect(termsSettlement(one)).toBeNull()
    expect(termsSettlement(afterCommands(one, at, approve('defendant', 1, SHA_1)))).toEqual({
      kind: 'document',
      version: { version: 1, sha256: SHA_1, by: 'plaintiff' },
    })
  })

  test('are not settled by an approval of another version or another hash', () => {
    expect(decide(withDocument(), approve('defendant', 1, SHA_2), at)).toEqual(err('terms-version-changed'))
    const replaced = afterCommands(withDocument(), at, {
      type: 'add-terms-version',
      side: 'defendant',
      sha256: SHA_2,
    })
    expect(decide(replaced, approve('defendant', 1, SHA_1), at)).toEqual(err('terms-version-changed'))
    expect(decide(sessionInTerms(), approve('defendant', 1, SHA_1), at)).toEqual(err('terms-version-changed'))
  })

  test('are skipped only when both sides wish it', () => {
    const one = afterCommands(sessionInTerms(), at, { type: 'wish-skip', side: 'plaintiff' })
    expect(termsSettlement(one)).toBeNull()
    const both = afterCommands(one, at, { type: 'wish-skip', side: 'defendant' })
    expect(termsSettlement(both)).toEqual({ kind: 'skipped' })
  })

  test('take back the wish to skip of the side that approves or adds a version, and the other way round', () => {
    const skipping = afterCommands(withApprovals(), at, { type: 'wish-skip', side: 'plaintiff' })
    expect(skipping.sides.plaintiff).toMatchObject({ wantsSkip: true, approvedVersion: null })
    const approving = afterCommands(skipping, at, approve('plaintiff', 1, SHA_1))
    expect(approving.sides.plaintiff).toMatchObject({ wantsSkip: false, approvedVersion: 1 })
    const adding = afterCommands(skipping, at, {
      type: 'add-terms-version',
      side: 'plaintiff',
      sha256: SHA_2,
    })
    expect(adding.sides.plaintiff.wantsSkip).toBe(false)
  })

  test('are frozen from the opening on', () => {
    const commands: SessionCommand[] = [
      { type: 'add-terms-version', side: 'plaintiff', sha256: SHA_2 },
      approve('plaintiff', 1, SHA_1),
      { type: 'withdraw-approval', side: 'plaintiff' },
      { type: 'wish-skip', side: 'plaintiff' },
      { type: 'withdraw-skip', side: 'plaintiff' },
      accept('plaintiff'),
      { type: 'withdraw-acceptance', side: 'plaintiff' },
      { type: 'propose-start', side: 'plaintiff', startsAt: hoursIn(100) },
      { type: 'withdraw-start-proposal', side: 'plaintiff' },
      { type: 'accept-start', side: 'plaintiff', startsAt: hoursIn(100) },
    ]
    for (const state of [sessionInOpening(), sessionInAdjustment()]) {
      for (const command of commands) expect(decide(state, command, hoursIn(50))).toEqual(err('terms-frozen'))
    }
  })
})

describe('acceptances', () => {
  test('can be given only once the terms are settled', () => {
    expect(decide(withDocument(), accept('plaintiff'), at)).toEqual(err('terms-not-settled'))
  })

  test.each<[string, SessionCommand]>([
    ['a new version', { type: 'add-terms-version', side: 'defendant', sha256: SHA_2 }],
    ['a withdrawn approval', { type: 'withdraw-approval', side: 'defendant' }],
    ['a wish to skip after all', { type: 'wish-skip', side: 'defendant' }],
  ])('of both sides are undone by %s', (_, command) => {
    const state = afterCommands(scheduled(), at, command)
    expect(SIDES.map((side) => state.sides[side].acceptance)).toEqual([null, null])
    expect(state.opensAt).toBeNull()
  })

  test('of both sides are undone by a withdrawn wish to skip', () => {
    const skipped = afterCommands(
      sessionInTerms(),
      at,
      { type: 'wish-skip', side: 'plaintiff' },
      { type: 'wish-skip', side: 'defendant' },
      accept('plaintiff'),
      { type: 'withdraw-skip', side: 'defendant' },
    )
    expect(skipped.sides.plaintiff.acceptance).toBeNull()
  })

  test('of one side alone are undone by a change of its lead', () => {
    const state = afterCommands(scheduled(), at, { type: 'change-lead', side: 'plaintiff' })
    expect(state.sides.plaintiff.acceptance).toBeNull()
    expect(state.sides.defendant.acceptance).not.toBeNull()
    expect(state.opensAt).toBeNull()
  })

  test('stay when the lead changes after the opening', () => {
    expect(decide(sessionInOpening(), { type: 'change-lead', side: 'plaintiff' }, hoursIn(1))).toEqual(ok([]))
  })
})

describe('the opening', () => {
  test('is the instant of the last condition', () => {
    expect(sessionAboutToOpen().opensAt).toBe(OPENS_AT)
  })

  test('waits for a seat that nobody holds', () => {
    const state = afterCommands(
      newSession(at, { plaintiff: true, defendant: false }),
      at,
      { type: 'wish-skip', side: 'plaintiff' },
      { type: 'wish-skip', side: 'defendant' },
      accept('plaintiff'),
      accept('defendant'),
    )
    expect(state.opensAt).toBeNull()
    expect(afterCommands(state, hoursIn(1), { type: 'take-seat', side: 'defendant' }).opensAt).toBe(
      hoursIn(1),
    )
  })

  test('is the agreed start if that is later, and the last condition if that is', () => {
    expect(scheduled().opensAt).toBe(hoursIn(5))
    const undone = afterCommands(scheduled(), at, { type: 'withdraw-acceptance', side: 'plaintiff' })
    expect(undone.opensAt).toBeNull()
    expect(afterCommands(undone, hoursIn(4), accept('plaintiff')).opensAt).toBe(hoursIn(5))
    expect(afterCommands(undone, hoursIn(6), accept('plaintiff')).opensAt).toBe(hoursIn(6))
  })

  test('is not held up by a proposal that nobody answered', () => {
    const state = afterCommands(
      withApprovals(),
      at,
      { type: 'propose-start', side: 'plaintiff', startsAt: hoursIn(5) },
      accept('plaintiff'),
      accept('defendant'),
    )
    expect(state.opensAt).toBe(at)
  })

  test('moves only to another start that both chose', () => {
    const proposed = afterCommands(scheduled(), at, {
      type: 'propose-start',
      side: 'defendant',
      startsAt: hoursIn(3),
    })
    expect(proposed.opensAt).toBe(hoursIn(5))
    const withdrawn = afterCommands(proposed, at, { type: 'withdraw-start-proposal', side: 'defendant' })
    expect(withdrawn.opensAt).toBe(hoursIn(5))
    const agreed = afterCommands(proposed, at, {
      type: 'accept-start',
      side: 'plaintiff',
      startsAt: hoursIn(3),
    })
    expect(agreed.opensAt).toBe(hoursIn(3))
  })
})

describe('a start', () => {
  const proposed = afterCommands(sessionInTerms(), at, {
    type: 'propose-start',
    side: 'plaintiff',
    startsAt: hoursIn(5),
  })

  test('is agreed when both sides propose the same instant', () => {
    const state = afterCommands(proposed, at, {
      type: 'propose-start',
      side: 'defendant',
      startsAt: hoursIn(5),
    })
    expect(state.start).toEqual({ agreedAt: hoursIn(5), proposal: null })
  })

  test('proposed twice by the same side is proposed once', () => {
    expect(decide(proposed, { type: 'propose-start', side: 'plaintiff', startsAt: hoursIn(5) }, at)).toEqual(
      ok([]),
    )
  })

  test('cannot be in the past, neither proposed nor accepted', () => {
    expect(decide(sessionInTerms(), { type: 'propose-start', side: 'plaintiff', startsAt: at }, at)).toEqual(
      err('start-passed'),
    )
    const acceptance = { type: 'accept-start', side: 'defendant', startsAt: hoursIn(5) } as const
    expect(decide(proposed, acceptance, hoursIn(5))).toEqual(err('start-passed'))
    expect(decide(proposed, acceptance, hoursIn(5) - 1).ok).toBe(true)
  })

  test('is accepted by the other side alone, and only as it was read', () => {
    const own = { type: 'accept-start', side: 'plaintiff', startsAt: hoursIn(5) } as const
    expect(decide(proposed, own, at)).toEqual(err('start-proposal-changed'))
    const stale = { type: 'accept-start', side: 'defendant', startsAt: hoursIn(6) } as const
    expect(decide(proposed, stale, at)).toEqual(err('start-proposal-changed'))
  })
})

describe('keep running', () => {
  test('is switched by each side for itself, once the session is open', () => {
    const command = { type: 'switch-keep-running', side: 'plaintiff', on: true } as const
    expect(decide(sessionInTerms(), command, at)).toEqual(err('not-open-yet'))
    const state = afterCommands(sessionInOpening(), hoursIn(1), command)
    expect(SIDES.map((side) => state.sides[side].keepRunning)).toEqual([true, false])
  })
})

test('a command that changes nothing leads to no events', () => {
  const commands: SessionCommand[] = [
    { type: 'take-seat', side: 'plaintiff' },
    { type: 'change-lead', side: 'plaintiff' },
    { type: 'withdraw-approval', side: 'plaintiff' },
    { type: 'withdraw-skip', side: 'plaintiff' },
    { type: 'withdraw-acceptance', side: 'plaintiff' },
    { type: 'withdraw-start-proposal', side: 'plaintiff' },
  ]
  for (const command of commands) expect(decide(sessionInTerms(), command, at)).toEqual(ok([]))
})

test('nothing is accepted after the ending', () => {
  const ended = afterFact(sessionInOpening(), { type: 'ended', at: hoursIn(1), by: null, reason: null })
  const commands: SessionCommand[] = [
    { type: 'switch-keep-running', side: 'plaintiff', on: true },
    { type: 'change-lead', side: 'plaintiff' },
    { type: 'wish-skip', side: 'plaintiff' },
  ]
  for (const command of commands) expect(decide(ended, command, hoursIn(2))).toEqual(err('session-ended'))
})

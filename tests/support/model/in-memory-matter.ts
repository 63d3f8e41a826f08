import type { Instant } from '../../../src/domain/deadlines.ts'
import type { EntryId } from '../../../src/domain/ids.ts'
import { decide } from '../../../src/domain/session.ts'
import { evolve, type SessionEvent } from '../../../src/domain/session-events.ts'
import {
  eventsOf,
  nextDue,
  ownInstant,
  permitEntry,
  permitWithdrawal,
  sharedInstant,
} from '../../../src/domain/session-numbers.ts'
import { newSession, type SessionState } from '../../../src/domain/session-state.ts'
import { type Draw, InMemoryMatcher } from './in-memory-matcher.ts'
import type { Answer, ScriptStep } from './script.ts'

type Held = { readonly plaintiff: boolean; readonly defendant: boolean }

/** What the clock and the generator say. */
type Moment = Pick<ScriptStep, 'now' | 'draw'>

/** What a commit writes: the state, how much of the matcher's records is in it, and the events so far. */
export type Saved = {
  readonly state: SessionState
  readonly matcherVersion: number
  readonly events: readonly SessionEvent[]
  readonly dealNumber: bigint | null
}

/**
 * The sessions of one matter, played by the real domain in memory: the way of a command, in a process that may die before its commit.
 */
export class InMemoryMatter {
  #saved: Saved
  matcher: InMemoryMatcher
  /** A sequence for each seat: a common one would tell one side of the other's entries. */
  readonly #entries = { plaintiff: 0, defendant: 0 }

  constructor(at: Instant, held: Held) {
    this.#saved = { state: newSession(at, held), matcherVersion: 0, events: [], dealNumber: null }
    this.matcher = new InMemoryMatcher({ plaintiff: [], defendant: [] })
  }

  perform(step: ScriptStep): Answer {
    const unit = new Unit(this.#saved, this.matcher, step)
    unit.rollForward()
    unit.doWhatIsDue()
    const answer =
      step.command.type === 'propose-session' ? proposeSession(unit, step) : this.#obey(unit, step)
    if (step.crash) return 'crashed'
    unit.doWhatIsDue()
    this.matcher = unit.matcher
    this.#saved = unit.save()
    return answer
  }

  /** What a page does before it shows a session: it rolls forward, and does what is due. */
  read(moment: Moment): Saved {
    const unit = new Unit(this.#saved, this.matcher, moment)
    unit.rollForward()
    unit.doWhatIsDue()
    this.#saved = unit.save()
    return this.#saved
  }

  /** The committed session, rolled forward to what the matcher has recorded. */
  get current(): Saved {
    if (this.#saved.matcherVersion === this.matcher.records.length) return this.#saved
    const unit = new Unit(this.#saved, this.matcher, { now: 0, draw: 0 })
    unit.rollForward()
    return unit.save()
  }

  #obey(unit: Unit, step: ScriptStep): Answer {
    const { command } = step
    const { state } = unit
    switch (command.type) {
      case 'enter': {
        const at = ownInstant(state, command.side, step.now)
        const permitted = permitEntry(state, command.step, at)
        if (!permitted.ok) return permitted.error
        this.#entries[command.side] += 1
        const entry = {
          side: command.side,
          entryId: `${command.side} ${this.#entries[command.side]}` as EntryId,
          number: BigInt(command.number),
          at,
        }
        const accepted = unit.matcher.accept(entry, command.step === 'opening' ? null : unit.draw)
        return accepted.ok ? unit.take() : accepted.error
      }
      case 'withdraw': {
        const at = ownInstant(state, command.side, step.now)
        const permitted = permitWithdrawal(state, command.side, at)
        if (!permitted.ok) return permitted.error
        return unit.ask((matcher) => matcher.withdrawOrVoid(command.side, at, 'withdrawn'))
      }
      case 'end': {
        if (state.ending) return 'session-ended'
        const at = sharedInstant(state, step.now)
        return unit.ask((matcher) => matcher.end(at, command.side, command.reason))
      }
      case 'propose-session':
        throw new Error('no command on a session')
      default: {
        const decided = decide(state, command, sharedInstant(state, step.now))
        if (!decided.ok) return decided.error
        unit.happen(decided.value)
        if (command.type !== 'change-lead' || !state.sides[command.side].standing) return 'done'
        const at = ownInstant(state, command.side, step.now)
        return unit.ask((matcher) => matcher.withdrawOrVoid(command.side, at, 'voided'))
      }
    }
  }
}

function proposeSession(unit: Unit, step: ScriptStep): Answer {
  const { state } = unit
  if (!state.ending) return 'session-live'
  if (state.ending.kind === 'deal') return 'deal-made'
  const held = { plaintiff: state.sides.plaintiff.held, defendant: state.sides.defendant.held }
  unit.begin(newSession(sharedInstant(state, step.now), held))
  return 'done'
}

/** One transaction on one session. */
class Unit {
  state: SessionState
  matcher: InMemoryMatcher
  readonly draw: Draw
  readonly #step: Moment
  #version: number
  #events: SessionEvent[]
  #dealNumber: bigint | null

  constructor(saved: Saved, matcher: InMemoryMatcher, step: Moment) {
    this.state = saved.state
    this.matcher = matcher
    this.#version = saved.matcherVersion
    this.#events = [...saved.events]
    this.#dealNumber = saved.dealNumber
    this.#step = step
    this.draw = (count) => BigInt(Math.floor(step.draw * Number(count)))
  }

  rollForward(): void {
    for (const { fact, dealNumber } of this.matcher.records.slice(this.#version)) {
      this.happen(eventsOf(this.state, fact))
      this.#dealNumber ??= dealNumber
      this.#version += 1
    }
  }

  doWhatIsDue(): void {
    for (;;) {
      const due = nextDue(this.state)
      if (!due || due.at > sharedInstant(this.state, this.#step.now)) return
      if (due.type === 'open') this.happen([{ type: 'opened', at: due.at }])
      else if (due.type === 'extend') this.happen([{ type: 'extended', at: due.at }])
      else if (due.type === 'close-opening') this.ask((matcher) => matcher.closeOfOpening(due.at, this.draw))
      else this.ask((matcher) => matcher.end(due.at, null, null))
    }
  }

  /** Asks the matcher for what it cannot refuse, and takes what it has recorded into the session. */
  ask(operation: (matcher: InMemoryMatcher) => void): Answer {
    operation(this.matcher)
    return this.take()
  }

  take(): Answer {
    this.rollForward()
    return 'done'
  }

  happen(events: readonly SessionEvent[]): void {
    for (const event of events) {
      this.state = evolve(this.state, event)
      this.#events.push(event)
    }
  }

  /** The matter's next session, in place of the one that has ended. */
  begin(state: SessionState): void {
    const { acceptedAt } = this.matcher
    this.matcher = new InMemoryMatcher(acceptedAt)
    this.state = state
    this.#version = 0
    this.#events = []
    this.#dealNumber = null
  }

  save(): Saved {
    return {
      state: this.state,
      matcherVersion: this.#version,
      events: this.#events,
      dealNumber: this.#dealNumber,
    }
  }
}

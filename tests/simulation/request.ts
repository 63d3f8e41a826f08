import type { Viewer } from '../../src/contract/viewer.ts'
import type { SessionId } from '../../src/domain/ids.ts'
import type { Answer, ScriptCommand } from '../support/model/script.ts'
import type { SealedNumber } from '../support/negotiation.ts'

/** One command as its sender made it, and all that came of sending it, however often. */
export type Request = {
  readonly label: string
  readonly command: ScriptCommand
  readonly viewer: Viewer
  /** Null for what is no command of a live session. */
  readonly sessionId: SessionId | null
  readonly key: string
  readonly entry: SealedNumber | null
  /** What the reference would have answered, at each commit of a line that carried this request. */
  readonly expected: Set<Answer>
  /** The first answer that says what became of it; every later one is the same. */
  answer: Answer | null
  /** A process died over it, or its answer did not say what became of it. */
  isOpen: boolean
}

/** Commands of a live session, which carry an idempotency key; the others go to the matter's latest session. */
export function isKeyed({ type }: ScriptCommand): boolean {
  return type === 'enter' || type === 'withdraw' || type === 'end' || type === 'switch-keep-running'
}

/** Refusals that say nothing of the command: asked again, it is decided then. */
export function isUndecided(answer: Answer): boolean {
  return answer === 'temporarily-unavailable' || answer === 'outcome-unknown'
}

/** Refusals of the person, whatever the command. */
export function isOfPerson(answer: Answer): boolean {
  return answer === 'not-allowed' || answer === 'not-found'
}

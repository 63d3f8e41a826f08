import type { Answer } from '../support/model/script.ts'
import { Violation } from './chronicle.ts'
import { Died, type Line } from './line.ts'
import { leadOf } from './make-request.ts'
import type { Play } from './play.ts'
import { isOfPerson, isUndecided, type Request } from './request.ts'

/** What came of sending a request once. */
export type Outcome = { readonly answer: Answer } | { readonly error: unknown }

/** Throws where the answer is not one that the rules allow, or is not the one that was given before. */
export function judge(play: Play, line: Line, request: Request, outcome: Outcome, alone: boolean): void {
  const { matter, chronicle } = play
  if ('error' in outcome) {
    if (!(outcome.error instanceof Died)) throw outcome.error
    request.isOpen = true
    matter.trace.add(`${line.label}: no answer`)
    return
  }
  const { answer } = outcome
  matter.trace.add(`${line.label}: ${answer}`)
  if (isUndecided(answer)) {
    if (!line.isTouched && !matter.clockIsOdd) throw new Violation(`${answer} for no reason`)
    request.isOpen = true
    return
  }
  if (isOfPerson(answer)) {
    const isLead = leadOf(play, request.command.side).userId === request.viewer.userId
    if (alone && isLead) throw new Violation(`the lead of the seat is told ${answer}`)
    return
  }
  if (request.answer !== null) {
    if (answer !== request.answer) throw new Violation(`answered ${request.answer}, and now ${answer}`)
    return
  }
  request.answer = answer
  request.isOpen = false
  const { type } = request.command
  if (type === 'change-lead') return
  const record = chronicle.records.find(({ idempotencyKey }) => idempotencyKey === request.key)
  if (type === 'enter' || type === 'withdraw' || type === 'end') {
    if (answer === 'done' && !record) throw new Violation('done, and nothing is there')
    if (answer !== 'done' && record) throw new Violation(`${answer}, and it was done`)
    if (answer === 'done') return
  }
  if (!request.expected.has(answer)) {
    throw new Violation(
      `answered ${answer}; by the rules: ${[...request.expected].join(' or ') || 'nothing'}`,
    )
  }
}

import type { Matcher } from '../../src/matcher/protocol.ts'
import type { Threads } from '../support/threads/threads.ts'
import { type Line, newLine, type Process } from './line.ts'
import type { SimulatedMatter } from './simulated-matter.ts'

const UNAVAILABLE = { kind: 'unavailable' } as const
const OUTCOME_UNKNOWN = { kind: 'outcome-unknown' } as const

type Parts = {
  readonly threads: Threads
  readonly matter: () => SimulatedMatter | null
}

const MATCHER: Process = { name: 'matcher', isAlive: true }

/**
 * The way to the matcher: each call that decides is a line of its own there, which goes on when its caller has died or
 * given up.
 */
export function matcherOverLines(get: () => Matcher, { threads, matter: current }: Parts): Matcher {
  function call<Request, Answer>(
    operation: keyof Matcher,
    call: (matcher: Matcher) => (request: Request) => Promise<Answer>,
  ) {
    const run = (request: Request) => call(get())(request)
    return async (request: Request): Promise<Answer | typeof UNAVAILABLE | typeof OUTCOME_UNKNOWN> => {
      const caller = threads.current as Line | null
      const matter = current()
      if (!caller || !matter) return run(request)
      if (isActBeforeLock(caller, request)) caller.actedBeforeLock = true
      matter.chronicle?.noteAsked(request)
      const fate = matter.fateOfCall()
      if (fate !== 'answered') matter.touch(caller, `${operation} ${fate}`)
      if (fate === 'down') return UNAVAILABLE
      const { request: about } = caller
      const line = newLine(`${caller.label}.${operation}`, { process: MATCHER, request: about })
      const working = threads.fork(line, () => run(request))
      const given = Promise.withResolvers<typeof OUTCOME_UNKNOWN>()
      caller.giveUp = () => {
        caller.waitsFor = null
        given.resolve(OUTCOME_UNKNOWN)
      }
      const answer = await threads.wait(caller, line, Promise.race([working, given.promise]))
      caller.giveUp = null
      // Trouble that comes of nothing is explained by nothing.
      if (line.isTouched) caller.isTouched = true
      return fate === 'lost' ? OUTCOME_UNKNOWN : answer
    }
  }

  function read<Request, Answer>(
    operation: keyof Matcher,
    call: (matcher: Matcher) => (request: Request) => Promise<Answer>,
  ) {
    const run = (request: Request) => call(get())(request)
    return async (request: Request): Promise<Answer | typeof UNAVAILABLE> => {
      const caller = threads.current as Line | null
      const matter = current()
      if (!caller || !matter) return run(request)
      if (matter.fateOfCall() === 'down') {
        matter.touch(caller, `${operation} down`)
        return UNAVAILABLE
      }
      return run(request)
    }
  }

  return {
    openKeys: call('openKeys', ({ openKeys }) => openKeys),
    accept: call('accept', ({ accept }) => accept),
    acceptAndCompare: call('acceptAndCompare', ({ acceptAndCompare }) => acceptAndCompare),
    withdrawOrVoid: call('withdrawOrVoid', ({ withdrawOrVoid }) => withdrawOrVoid),
    keepOut: call('keepOut', ({ keepOut }) => keepOut),
    voidBoth: call('voidBoth', ({ voidBoth }) => voidBoth),
    closeOfOpening: call('closeOfOpening', ({ closeOfOpening }) => closeOfOpening),
    end: call('end', ({ end }) => end),
    reveal: call('reveal', ({ reveal }) => reveal),
    recordsSince: read('recordsSince', ({ recordsSince }) => recordsSince),
    sessionsAhead: read('sessionsAhead', ({ sessionsAhead }) => sessionsAhead),
    sessionsSince: read('sessionsSince', ({ sessionsSince }) => sessionsSince),
  }
}

/** An act of a person: a due step bears the instant that it was due. */
function isActBeforeLock({ readings }: Line, request: unknown): boolean {
  const { at, side, by } = request as { readonly at?: number; readonly side?: unknown; readonly by?: unknown }
  if (at === undefined || readings === null || (side ?? by ?? null) === null) return false
  return at < Math.min(...readings)
}

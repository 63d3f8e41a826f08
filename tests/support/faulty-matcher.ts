import type { Matcher } from '../../src/matcher/protocol.ts'
import type { Context } from '../../src/server/context.ts'
import { createServices, type Services } from '../../src/server/services.ts'

/**
 * - `down`: nothing is done, and the answer says so.
 * - `answer-lost`: it is done, and nobody can tell.
 * - `dies`: it is done, and the caller's transaction dies with its process.
 * - `late`: the caller has given up, or died, while the call is still at work; it is done when the test says so.
 */
export type Fault = 'down' | 'answer-lost' | 'dies' | 'late'

export type FaultyMatcher = {
  readonly ctx: Context
  readonly services: Services
  /** Until it is mended: every operation, or those named. */
  break(fault: Fault, ...operations: readonly (keyof Matcher)[]): void
  mend(): void
  /** Does what is still at work, in its order, and tells what came of each. */
  doLate(): Promise<readonly string[]>
}

/** What the process died of. */
export const DIED = 'the process died'

/** The same server on the same database, with a matcher that fails when a test says so. */
export function withFaultyMatcher(ctx: Context): FaultyMatcher {
  let broken: { readonly fault: Fault; readonly operations: ReadonlySet<string> } | null = null

  const late: (() => Promise<{ readonly kind: string }>)[] = []

  function call<Request, Answer extends { readonly kind: string }>(
    name: keyof Matcher,
    run: (request: Request) => Promise<Answer>,
  ) {
    return async (request: Request) => {
      const fault = broken && (broken.operations.size === 0 || broken.operations.has(name)) && broken.fault
      if (fault === 'down') return { kind: 'unavailable' } as const
      if (fault === 'late') {
        late.push(() => run(request))
        return { kind: 'outcome-unknown' } as const
      }
      const answer = await run(request)
      if (fault === 'dies') throw new Error(DIED)
      return fault === 'answer-lost' ? ({ kind: 'outcome-unknown' } as const) : answer
    }
  }
  function read<Request, Answer>(name: keyof Matcher, run: (request: Request) => Promise<Answer>) {
    return async (request: Request) => {
      const isDown = broken?.fault === 'down' && (broken.operations.size === 0 || broken.operations.has(name))
      return isDown ? ({ kind: 'unavailable' } as const) : run(request)
    }
  }

  const { matcher } = ctx
  const faulty: Matcher = {
    openKeys: call('openKeys', matcher.openKeys),
    accept: call('accept', matcher.accept),
    acceptAndCompare: call('acceptAndCompare', matcher.acceptAndCompare),
    withdrawOrVoid: call('withdrawOrVoid', matcher.withdrawOrVoid),
    keepOut: call('keepOut', matcher.keepOut),
    voidBoth: call('voidBoth', matcher.voidBoth),
    closeOfOpening: call('closeOfOpening', matcher.closeOfOpening),
    end: call('end', matcher.end),
    reveal: call('reveal', matcher.reveal),
    recordsSince: read('recordsSince', matcher.recordsSince),
    sessionsAhead: read('sessionsAhead', matcher.sessionsAhead),
    sessionsSince: read('sessionsSince', matcher.sessionsSince),
  }
  const faultyCtx = { ...ctx, matcher: faulty }
  return {
    ctx: faultyCtx,
    services: createServices(faultyCtx),
    break(fault, ...operations) {
      broken = { fault, operations: new Set(operations) }
    },
    mend() {
      broken = null
    },
    async doLate() {
      const kinds: string[] = []
      for (const run of late.splice(0)) kinds.push((await run()).kind)
      return kinds
    },
  }
}

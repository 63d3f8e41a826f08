import type { Matcher, OpenMatcher } from '../../matcher/protocol.ts'
import type { Observe } from './observer.ts'

type Answer = { readonly kind: string }

/** Of each call: that it was answered, or which of the two ways it was not. Neither what was asked nor the answer. */
export function observeMatcher(matcher: OpenMatcher, observe: Observe): OpenMatcher {
  const observed =
    <Request, Response extends Answer>(call: (request: Request) => Promise<Response>) =>
    (request: Request) =>
      observe({ kind: 'matcher', name: 'call' }, () => call(request), outcomeOf)
  const calls: Matcher = {
    openKeys: observed(matcher.openKeys),
    accept: observed(matcher.accept),
    acceptAndCompare: observed(matcher.acceptAndCompare),
    withdrawOrVoid: observed(matcher.withdrawOrVoid),
    keepOut: observed(matcher.keepOut),
    closeOfOpening: observed(matcher.closeOfOpening),
    end: observed(matcher.end),
    reveal: observed(matcher.reveal),
    voidBoth: observed(matcher.voidBoth),
    recordsSince: observed(matcher.recordsSince),
    sessionsAhead: observed(matcher.sessionsAhead),
    sessionsSince: observed(matcher.sessionsSince),
  }
  return { ...calls, close: () => matcher.close() }
}

function outcomeOf({ kind }: Answer): string {
  return kind === 'unavailable' || kind === 'outcome-unknown' ? kind : 'answered'
}

import { createCheckedMatcher, type MatcherTrouble } from './checked-matcher.ts'
import { frameOf } from './frames.ts'
import type { Matcher, OpenMatcher } from './protocol.ts'
import { reachBySocket } from './reach-by-socket.ts'
import { type MatcherOverTls, reachByTls } from './reach-by-tls.ts'

/** Where matchers are: on this host, or on others. */
export type MatcherPlace = { readonly socketPath: string } | { readonly tls: MatcherOverTls }

export type MatcherConnection = MatcherPlace & {
  /** For a call, its answer included. */
  readonly timeoutMs?: number
  readonly log: { warn(details: MatcherTrouble, message: string): void }
}

/**
 * The matcher in its own process. As long as a call has not been sent the answer is `unavailable`; from then on whatever
 * goes wrong is `outcome-unknown`: see `kept-connections.ts`.
 */
export function connectMatcher({ timeoutMs = 20_000, log, ...place }: MatcherConnection): OpenMatcher {
  const link = 'tls' in place ? reachByTls(place.tls) : reachBySocket(place.socketPath)
  const call = (operation: keyof Matcher) => async (request: unknown) =>
    link.ask(frameOf({ operation, request }), timeoutMs)

  const matcher = createCheckedMatcher(
    {
      openKeys: call('openKeys'),
      accept: call('accept'),
      acceptAndCompare: call('acceptAndCompare'),
      withdrawOrVoid: call('withdrawOrVoid'),
      keepOut: call('keepOut'),
      voidBoth: call('voidBoth'),
      closeOfOpening: call('closeOfOpening'),
      end: call('end'),
      reveal: call('reveal'),
      recordsSince: call('recordsSince'),
      sessionsAhead: call('sessionsAhead'),
      sessionsSince: call('sessionsSince'),
    },
    { timeoutMs, onTrouble: (trouble) => log.warn(trouble, 'no answer from the matcher') },
  )
  return { ...matcher, close: async () => link.close() }
}

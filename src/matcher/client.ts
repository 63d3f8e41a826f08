import type { Socket } from 'node:net'
import { createCheckedMatcher, type MatcherTrouble } from './checked-matcher.ts'
import { frameOf, readFrame } from './frames.ts'
import { OutcomeUnknownError } from './matcher-error.ts'
import type { Matcher, OpenMatcher } from './protocol.ts'
import { reachBySocket } from './reach-by-socket.ts'
import { type MatcherOverTls, reachByTls } from './reach-by-tls.ts'

/** Records of a session of 30 days come to some 100 kB. */
const MAX_ANSWER_BYTES = 33_554_432

/** Where matchers are: on this host, or on others. */
export type MatcherPlace = { readonly socketPath: string } | { readonly tls: MatcherOverTls }

export type MatcherConnection = MatcherPlace & {
  /** For a call, its answer included. */
  readonly timeoutMs?: number
  readonly log: { warn(details: MatcherTrouble, message: string): void }
}

/**
 * The matcher in its own process. A connection serves one call: as long as it is not made, nothing has been sent and the
 * answer is `unavailable`; from then on whatever goes wrong is `outcome-unknown`.
 */
export function connectMatcher({ timeoutMs = 20_000, log, ...place }: MatcherConnection): OpenMatcher {
  const reach = 'tls' in place ? reachByTls(place.tls) : reachBySocket(place.socketPath)
  const open = new Set<Socket>()

  const call = (operation: keyof Matcher) => async (request: unknown) => {
    const message = frameOf({ operation, request })
    const socket = await reach()
    open.add(socket)
    try {
      socket.setTimeout(timeoutMs, () => socket.destroy(new OutcomeUnknownError('timeout')))
      socket.write(message)
      return await readFrame(socket, MAX_ANSWER_BYTES)
    } catch (cause) {
      throw new OutcomeUnknownError('connection-lost', { cause })
    } finally {
      socket.destroy()
      open.delete(socket)
    }
  }

  const matcher = createCheckedMatcher(
    {
      openKeys: call('openKeys'),
      accept: call('accept'),
      acceptAndCompare: call('acceptAndCompare'),
      withdrawOrVoid: call('withdrawOrVoid'),
      voidBoth: call('voidBoth'),
      closeOfOpening: call('closeOfOpening'),
      end: call('end'),
      reveal: call('reveal'),
      recordsSince: call('recordsSince'),
      sessionsAhead: call('sessionsAhead'),
    },
    { timeoutMs, onTrouble: (trouble) => log.warn(trouble, 'no answer from the matcher') },
  )
  return {
    ...matcher,
    async close() {
      for (const socket of open) socket.destroy()
    },
  }
}

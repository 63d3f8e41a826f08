import type { EntryRequest, EntryResponse, Matcher } from '../../src/matcher/protocol.ts'
import { serveMatcher } from '../../src/matcher/serve-matcher.ts'

/*
 * A matcher that opens nothing, compares nothing and keeps nothing: what an entry costs without one. Run with the path
 * of its socket; ends with its standard input.
 */

const [socketPath] = process.argv.slice(2)
if (socketPath === undefined) throw new Error('usage: node stand-in-matcher.ts SOCKET')

async function accept(request: EntryRequest): Promise<EntryResponse> {
  const { version, side, seatId, entryId, idempotencyKey, at } = request
  const outcome = { kind: 'accepted' } as const
  const operation = 'accept-and-compare' as const
  return {
    kind: 'recorded',
    record: { version: version + 1, operation, side, seatId, entryId, idempotencyKey, at, outcome },
  }
}

const unavailable = async () => ({ kind: 'unavailable' }) as const

const matcher: Matcher = {
  openKeys: unavailable,
  accept,
  acceptAndCompare: accept,
  withdrawOrVoid: unavailable,
  keepOut: unavailable,
  voidBoth: unavailable,
  closeOfOpening: unavailable,
  end: unavailable,
  reveal: unavailable,
  recordsSince: async ({ version }) => ({ kind: 'records', version, records: [] }),
  sessionsAhead: async () => ({ kind: 'ahead', sessionIds: [] }),
  sessionsSince: async () => ({ kind: 'sessions', sessions: [] }),
}

const served = await serveMatcher(matcher, {
  socketPath,
  log: { warn: ({ cause }, message) => console.error(message, cause) },
})
console.log('ready')
process.stdin.on('end', () => void served.close()).resume()

import { randomUUID } from 'node:crypto'
import {
  makeRevealKeys,
  type OwnHistory,
  openHistory,
  type RevealBinding,
} from '../../src/contract/revealing.ts'
import { base64urlFromBytes, bytesFromBase64url } from '../../src/contract/sealing-base64url.ts'
import type { Side } from '../../src/domain/side.ts'
import type { RevealRequest } from '../../src/matcher/protocol.ts'
import { type CommandOptions, commandOn, type MatcherSession } from './test-matcher.ts'

/** A request of a browser, with what opens its answer and nothing else. */
export type Asked = {
  readonly request: RevealRequest
  /** Null where the answer was not made for this request. */
  open(sealed: string, as?: Partial<RevealBinding>): Promise<OwnHistory | null>
}

export async function askOn(
  session: MatcherSession,
  side: Side,
  options: CommandOptions & { readonly notBefore?: number },
): Promise<Asked> {
  const { keys, publicKey } = await makeRevealKeys()
  const { notBefore = 0, idempotencyKey: requestId = randomUUID() } = options
  const command = commandOn(session, { ...options, idempotencyKey: requestId })
  const seatId = session.seats[side]
  const binding = { sessionId: session.sessionId, side, seatId, requestId }
  return {
    request: { ...command, side, seatId, publicKey: base64urlFromBytes(publicKey), notBefore },
    open: (sealed, as = {}) => openHistory(keys, bytesFromBase64url(sealed), { ...binding, ...as }),
  }
}

/** The amounts of a history, for comparing as a whole: a failure must not print one. */
export function amountsOf(history: OwnHistory | null): string {
  const acts = history?.acts ?? []
  return acts.map((act) => (act.kind === 'entered' ? act.amountCents.toString() : act.kind)).join(' ')
}

import { randomUUID } from 'node:crypto'
import { makeRevealKeys, type OwnHistory, openHistory } from '../../src/contract/revealing.ts'
import { base64urlFromBytes, bytesFromBase64url } from '../../src/contract/sealing-base64url.ts'
import type { RevealReceipt } from '../../src/contract/session-commands.ts'
import type { Side } from '../../src/domain/side.ts'
import { type Negotiation, readOver } from './negotiation.ts'
import type { Person } from './people.ts'

export type Revealed = {
  readonly status: number
  /** The bytes of the answer. */
  readonly body: string
  readonly receipt: RevealReceipt
  readonly history: OwnHistory | null
}

type Options = {
  /** The side's lead unless given. */
  readonly person?: Pick<Person, 'headers'>
  readonly sessionId?: string
  readonly key?: string
}

/** Asks for a side's own numbers over HTTP as its browser would, and opens the answer. */
export async function revealOver(
  negotiation: Negotiation,
  side: Side,
  options: Options = {},
): Promise<Revealed> {
  const { session, seat } = await readOver(negotiation, side)
  const { person = negotiation.people[side], sessionId = session.id, key = randomUUID() } = options
  const { keys, publicKey } = await makeRevealKeys()
  const headers = new Headers(person.headers)
  headers.set('Origin', negotiation.server.url)
  headers.set('Content-Type', 'application/json')
  headers.set('Idempotency-Key', key)
  const response = await fetch(`${negotiation.server.url}/api/v1/sessions/${sessionId}/reveals`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ publicKey: base64urlFromBytes(publicKey) }),
  })
  const body = await response.text()
  const receipt = JSON.parse(body) as RevealReceipt
  const binding = { sessionId: session.id, side, seatId: seat.id, requestId: key }
  const { sealed } = receipt
  const history = sealed ? await openHistory(keys, bytesFromBase64url(sealed), binding) : null
  return { status: response.status, body, receipt, history }
}

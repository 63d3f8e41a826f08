import { useCallback, useEffect, useRef, useState } from 'react'
import type { Freshness } from '../../../contract/identity.ts'
import { makeRevealKeys, type OwnHistory, openHistory } from '../../../contract/revealing.ts'
import { base64urlFromBytes, bytesFromBase64url } from '../../../contract/sealing-base64url.ts'
import type { RevealReceipt } from '../../../contract/session-commands.ts'
import type { SeatId, SessionId } from '../../../domain/ids.ts'
import type { Side } from '../../../domain/side.ts'
import { readFreshness } from '../accounts/prove-identity.ts'

export type RevealTarget = {
  readonly sessionId: SessionId
  readonly seatId: SeatId
  readonly side: Side
  /** The entry that stands: what was revealed is over when another does. */
  readonly standing: string | null
}

export type RevealState =
  | { readonly kind: 'closed' }
  | { readonly kind: 'asking' }
  /** The person has to prove who they are first. */
  | { readonly kind: 'confirm'; readonly ways: Freshness }
  | { readonly kind: 'refused'; readonly receipt: RevealReceipt }
  | { readonly kind: 'failed'; readonly why: 'no-answer' | 'does-not-open' }
  | { readonly kind: 'revealed'; readonly history: OwnHistory }

export type Reveal = {
  readonly state: RevealState
  start(): Promise<void>
  /** The person has proved who they are. */
  confirmed(): Promise<void>
  /** Lets go of what was revealed. */
  close(): void
}

type Held = { readonly about: string; readonly state: RevealState }

const CLOSED = { kind: 'closed' } as const

/** How long the figures stay with the page, masked or not: then they have to be asked for again. */
const KEPT_MS = 600_000

/**
 * Asks for the own numbers and opens the answer in this browser. The figures are in this component's memory alone: they
 * go when the page is left, when another number stands, and after ten minutes.
 */
export function useReveal(target: RevealTarget): Reveal {
  const about = `${target.sessionId}/${target.standing}`
  const [held, setHeld] = useState<Held>({ about, state: CLOSED })
  // What belongs to another number is not shown, not for one frame, and then forgotten.
  const isCurrent = held.about === about
  const state = isCurrent ? held.state : CLOSED
  useEffect(() => {
    if (!isCurrent) setHeld({ about, state: CLOSED })
  }, [isCurrent, about])

  // An answer to what was closed meanwhile is let go of.
  const attempt = useRef(0)
  const close = useCallback(() => {
    attempt.current += 1
    setHeld((last) => ({ ...last, state: CLOSED }))
  }, [])
  useEffect(() => {
    window.addEventListener('pagehide', close)
    return () => window.removeEventListener('pagehide', close)
  }, [close])
  const isRevealed = state.kind === 'revealed'
  useEffect(() => {
    if (!isRevealed) return
    const timer = setTimeout(close, KEPT_MS)
    return () => clearTimeout(timer)
  }, [isRevealed, close])

  async function run(look: () => Promise<RevealState>): Promise<void> {
    attempt.current += 1
    const own = attempt.current
    setHeld({ about, state: { kind: 'asking' } })
    const next = await look()
    if (attempt.current === own) setHeld({ about, state: next })
  }

  return {
    state,
    start: () =>
      run(async () => {
        const ways = await readFreshness()
        if (ways === null) return { kind: 'failed', why: 'no-answer' }
        return ways.fresh ? askMatcher(target) : { kind: 'confirm', ways }
      }),
    confirmed: () => run(() => askMatcher(target)),
    close,
  }
}

/** One request: a key pair of its own, whose private half never leaves this function. */
async function askMatcher({ sessionId, seatId, side }: RevealTarget): Promise<RevealState> {
  const requestId = crypto.randomUUID()
  const { keys, publicKey } = await makeRevealKeys()
  const receipt = await post(sessionId, requestId, { publicKey: base64urlFromBytes(publicKey) })
  if (receipt === null || receipt.code === 'outcome-unknown') return { kind: 'failed', why: 'no-answer' }
  if (receipt.code !== null) return { kind: 'refused', receipt }
  const sealed = bytesFromBase64url(receipt.sealed ?? '')
  const history = await openHistory(keys, sealed, { sessionId, seatId, side, requestId })
  return history ? { kind: 'revealed', history } : { kind: 'failed', why: 'does-not-open' }
}

async function post(sessionId: string, requestId: string, body: object): Promise<RevealReceipt | null> {
  try {
    const response = await fetch(`/api/v1/sessions/${sessionId}/reveals`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': requestId },
      body: JSON.stringify(body),
    })
    return (await response.json()) as RevealReceipt
  } catch {
    return null
  }
}

import { useRef, useState } from 'react'
import { useRevalidator } from 'react-router'
import type { CommandReceipt } from '../../../contract/session-commands.ts'

export type CommandState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending' }
  | { readonly kind: 'answered'; readonly receipt: CommandReceipt }
  /** Nobody knows whether it arrived: asking again under the same key tells. */
  | { readonly kind: 'unknown' }

type Pending = { readonly path: string; readonly key: string; readonly body: string }

/**
 * Sends one command of a live session. The key stays with the command until there is a definite answer, so that a
 * repeat of it has one effect at most.
 */
export function useCommand(sessionId: string) {
  const [state, setState] = useState<CommandState>({ kind: 'idle' })
  const pending = useRef<Pending | null>(null)
  const revalidator = useRevalidator()

  async function attempt(): Promise<CommandReceipt | null> {
    const command = pending.current
    if (command === null) return null
    setState({ kind: 'sending' })
    const receipt = await post(sessionId, command)
    if (receipt === null || receipt.code === 'outcome-unknown') {
      setState({ kind: 'unknown' })
      return null
    }
    pending.current = null
    // Until the page knows what came of it, a second press would be a second command.
    await revalidator.revalidate()
    setState({ kind: 'answered', receipt })
    return receipt
  }

  return {
    state,
    /** Sends a new command; null where the outcome is unknown. */
    send(path: string, body: Readonly<Record<string, unknown>>): Promise<CommandReceipt | null> {
      pending.current = { path, key: crypto.randomUUID(), body: JSON.stringify(body) }
      return attempt()
    },
    /** Asks again for the command whose outcome is unknown: the same bytes under the same key. */
    askAgain: attempt,
    reset() {
      pending.current = null
      setState({ kind: 'idle' })
    },
  }
}

async function post(sessionId: string, { path, key, body }: Pending): Promise<CommandReceipt | null> {
  try {
    const response = await fetch(`/api/v1/sessions/${sessionId}/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
      body,
    })
    return (await response.json()) as CommandReceipt
  } catch {
    return null
  }
}

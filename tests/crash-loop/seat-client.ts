import { randomUUID } from 'node:crypto'
import type { CommandReceipt } from '../../src/contract/session-commands.ts'
import type { EntryId } from '../../src/domain/ids.ts'
import type { Side } from '../../src/domain/side.ts'
import type { MatterSession } from '../../src/server/sessions/read-matter-session.ts'
import { sealFor } from '../support/negotiation.ts'
import { askUntil } from './ask-until.ts'
import type { Installation } from './installation.ts'
import type { SeededChance } from './seeded-chance.ts'
import type { StagedMatter } from './stage-matters.ts'

/** What was acknowledged, by the key it was sent under: in the order in which its author was told so. */
export type Acknowledged = {
  readonly key: string
  readonly kind: 'entry' | 'withdrawal' | 'end'
  readonly entryId: EntryId | null
}

/** One side at its browser. It alone knows its numbers; they are told to the check of the deals, and never printed. */
export type SeatClient = {
  readonly side: Side
  readonly matter: StagedMatter
  readonly acknowledged: readonly Acknowledged[]
  readonly numbers: ReadonlyMap<EntryId, bigint>
  /** What an answer was that the rules do not provide for. */
  readonly complaints: readonly string[]
  /** Acts one after the other; each is asked again under its key until it is answered for certain. */
  run(signal: AbortSignal): Promise<void>
}

type Command = {
  readonly path: 'entries' | 'withdrawals' | 'keep-running' | 'end'
  readonly body: unknown
  readonly entryId: EntryId | null
}

export type SeatClientOptions = {
  readonly installation: Installation
  readonly matter: StagedMatter
  readonly side: Side
  readonly chance: SeededChance
  /** Told whenever a command goes out: what is killed is killed by these. */
  readonly sent: () => void
}

const ASK_AGAIN: ReadonlySet<string> = new Set(['temporarily-unavailable', 'outcome-unknown'])
/** The refusals that the rules provide for in what these clients do. */
const EXPECTED: ReadonlySet<string> = new Set([
  'session-ended',
  'step-changed',
  'nothing-to-withdraw',
  'entry-limit',
])
const FEWEST_ACTS = 3
const MOST_ACTS = 6
/** In opening they go on until it has closed, so that there are some at the very instant. */
const MOST_ACTS_IN_OPENING = 200

export function seatClient({ installation, matter, side, chance, sent }: SeatClientOptions): SeatClient {
  const { headers } = matter.negotiation.people[side]
  const acknowledged: Acknowledged[] = []
  const numbers = new Map<EntryId, bigint>()
  const complaints: string[] = []

  async function read(signal: AbortSignal): Promise<MatterSession> {
    return askUntil(signal, async () => {
      await installation.whenServing()
      const url = `${chance.oneOf(installation.addresses)}/api/v1/matters/${matter.negotiation.matterId}/session`
      const response = await fetch(url, { headers, signal }).catch(unlessAborted(signal))
      if (response === null) return null
      if (response.status >= 500) return heldUp(response)
      if (!response.ok) throw new Error(`reading the session was answered ${response.status}`)
      return (await response.json()) as MatterSession
    })
  }

  /** The answer that is certain: done, or a refusal that says something about the command. */
  async function settle(signal: AbortSignal, command: Command, key: string): Promise<CommandReceipt> {
    return askUntil(signal, async () => {
      await installation.whenServing()
      return post(signal, command, key)
    })
  }

  async function post(signal: AbortSignal, command: Command, key: string): Promise<CommandReceipt | null> {
    const sending = new Headers(headers)
    sending.set('Origin', installation.url)
    sending.set('Content-Type', 'application/json')
    sending.set('Idempotency-Key', key)
    const address = chance.oneOf(installation.addresses)
    const answering = fetch(`${address}/api/v1/sessions/${matter.sessionId}/${command.path}`, {
      method: 'POST',
      headers: sending,
      body: JSON.stringify(command.body),
      signal,
    }).catch(unlessAborted(signal))
    sent()
    const response = await answering
    if (response === null) return null
    const receipt = (await response.json().catch(unlessAborted(signal))) as CommandReceipt | null
    if (receipt === null || (receipt.code !== null && ASK_AGAIN.has(receipt.code))) return null
    if (response.status >= 500) return heldUp(response)
    return receipt
  }

  function heldUp(response: Response): null {
    if (response.status !== 503) complaints.push(`a request was answered ${response.status}`)
    return null
  }

  async function act(signal: AbortSignal, session: MatterSession): Promise<void> {
    const key = randomUUID()
    const command = await choose(session)
    // A button pressed twice: both at once, under one key. It counts once, and both are told the same.
    const twice = chance.happens(0.2)
    const [receipt, second] = await Promise.all([
      settle(signal, command, key),
      twice ? settle(signal, command, key) : null,
    ])
    if (second && (second.result !== receipt.result || second.code !== receipt.code)) {
      complaints.push(`a command sent twice was answered ${receipt.code} and ${second.code}`)
    }
    if (receipt.code !== null && !EXPECTED.has(receipt.code)) {
      complaints.push(`${command.path}: refused with ${receipt.code}`)
    }
    const { entryId, path } = command
    if (receipt.code !== null || path === 'keep-running') return
    const kind = path === 'entries' ? 'entry' : path === 'withdrawals' ? 'withdrawal' : 'end'
    acknowledged.push({ key, kind, entryId })
  }

  async function choose(session: MatterSession): Promise<Command> {
    if (chance.happens(0.15)) return { path: 'withdrawals', body: {}, entryId: null }
    if (chance.happens(0.1)) return { path: 'keep-running', body: { on: chance.happens(0.7) }, entryId: null }
    if (chance.happens(0.01)) return { path: 'end', body: {}, entryId: null }
    const step = session.view.phase === 'opening' ? 'opening' : 'adjustment'
    const cents = chooseNumber(side, chance)
    const sealed = await sealFor(session, step, cents)
    numbers.set(sealed.entryId, cents)
    return { path: 'entries', body: sealed, entryId: sealed.entryId }
  }

  return {
    side,
    matter,
    acknowledged,
    numbers,
    complaints,
    async run(signal) {
      const acts = chance.between(FEWEST_ACTS, MOST_ACTS)
      for (let done = 0; done < MOST_ACTS_IN_OPENING; done += 1) {
        const session = await read(signal)
        const { phase } = session.view
        if (phase === 'ended' || (phase !== 'opening' && done >= acts)) return
        await act(signal, session)
      }
    },
  }
}

/** Few figures, so that equal ones meet, and some that are no whole units; the ranges overlap enough for a deal now and then. */
function chooseNumber(side: Side, chance: SeededChance): bigint {
  const whole = side === 'plaintiff' ? chance.between(85, 130) : chance.between(70, 110)
  return BigInt(whole) * 1_000_00n + BigInt(chance.oneOf([0, 0, 0, 1, 50]))
}

/** A connection that breaks is what this is about; that of a round that was given up is not. */
function unlessAborted(signal: AbortSignal): (error: unknown) => null {
  return (error) => {
    if (signal.aborted) throw error
    return null
  }
}

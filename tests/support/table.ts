import { randomUUID } from 'node:crypto'
import type { CommandReceipt } from '../../src/contract/session-commands.ts'
import type { EntryStep } from '../../src/domain/session-state.ts'
import type { Side } from '../../src/domain/side.ts'
import type { Services } from '../../src/server/services.ts'
import type { MatterSession } from '../../src/server/sessions/read-matter-session.ts'
import { type Negotiation, type SealedNumber, sealFor } from './negotiation.ts'

/** The two sides of one session at work, by the use cases that the API calls. */
export type Table = ReturnType<typeof openTable>

export function openTable({ matterId, people }: Negotiation, { sessions }: Pick<Services, 'sessions'>) {
  const joined = new Map<Side, MatterSession>()

  /** As the side's page shows it; what is due is done by looking. */
  async function read(side: Side): Promise<MatterSession> {
    const session = await sessions.readMatterSession(people[side].viewer, matterId)
    if (!session) throw new Error('a side cannot read its own session')
    return session
  }
  /** Looked up once, so that a command later on is the first to come by. */
  async function join(side: Side): Promise<MatterSession> {
    const known = joined.get(side) ?? (await read(side))
    joined.set(side, known)
    return known
  }
  async function callOf(side: Side) {
    const { session } = await join(side)
    return [people[side].viewer, session.id] as const
  }
  async function send(side: Side, entry: SealedNumber, key: string = randomUUID()): Promise<CommandReceipt> {
    return sessions.enterNumber(...(await callOf(side)), key, entry)
  }
  async function seal(side: Side, step: EntryStep, amountCents: bigint): Promise<SealedNumber> {
    return sealFor(await join(side), step, amountCents)
  }
  return {
    read,
    join,
    seal,
    send,
    async enter(side: Side, step: EntryStep, amountCents: bigint, key?: string): Promise<CommandReceipt> {
      return send(side, await seal(side, step, amountCents), key)
    },
    async withdraw(side: Side, key: string = randomUUID()): Promise<CommandReceipt> {
      return sessions.withdrawNumber(...(await callOf(side)), key)
    },
    async keepRunning(side: Side, on: boolean, key: string = randomUUID()): Promise<CommandReceipt> {
      return sessions.switchKeepRunning(...(await callOf(side)), key, { on })
    },
    async end(side: Side, reason: string | null = null, key: string = randomUUID()): Promise<CommandReceipt> {
      return sessions.endSession(...(await callOf(side)), key, { reason })
    },
  }
}

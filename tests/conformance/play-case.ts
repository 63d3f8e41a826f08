import { z } from 'zod'
import { OPENING_MS } from '../../src/domain/deadlines.ts'
import type { Side } from '../../src/domain/side.ts'
import {
  commandOver,
  enterOver,
  hours,
  type Negotiation,
  openMatterForTwo,
  openSession,
  readOver,
} from '../support/negotiation.ts'
import type { TestServer } from '../support/test-server.ts'

const side = z.enum(['plaintiff', 'defendant'])
const entrySchema = z.object({
  /** Hours after `opensAt`. */
  t: z.number(),
  side,
  /** Minor units; null withdraws. */
  number: z.number().int().nullable().optional(),
  action: z.enum(['keep-running', 'end']).optional(),
  on: z.boolean().optional(),
  refused: z.string().optional(),
})
const dealSchema = z.object({
  t: z.number(),
  dealNumber: z.number(),
  bonus: z.number(),
  bonusTo: side.nullable(),
  settlementAmount: z.number(),
})
export const caseSchema = z.object({
  name: z.string(),
  entries: z.array(entrySchema),
  /** The count that the draw must be asked for; null: it must not be asked. */
  n: z.number().nullable(),
  draw: z.number().nullable(),
  deal: dealSchema.nullable(),
})
export const caseFileSchema = z.object({ cases: z.array(caseSchema) })

export type Case = z.output<typeof caseSchema>
type Entry = z.output<typeof entrySchema>

export type Played = Pick<Case, 'name' | 'deal' | 'n'> & { readonly refused: readonly string[] }

/** Plays one case through the server, over HTTP, from the accounts on. */
export async function playCase(server: TestServer, each: Case): Promise<Played> {
  const negotiation = await openMatterForTwo(server)
  const earliest = Math.min(0, ...each.entries.map(({ t }) => t))
  const opensAt = server.clock.now() + hours(2) - hours(earliest)
  await openSession(negotiation, opensAt)

  const asked = server.draw.asked().length
  server.draw.next(BigInt(each.draw ?? 0))
  const refused: string[] = []
  for (const entry of each.entries) {
    server.clock.set(opensAt + hours(entry.t))
    const { code } = await send(negotiation, entry, hours(entry.t))
    if (code !== null) refused.push(code)
  }
  server.clock.set(Math.max(server.clock.now(), opensAt + OPENING_MS))
  const deal = await readDeal(negotiation, opensAt)
  const counts = server.draw.asked().slice(asked)
  if (counts.length > 1) throw new Error(`the draw was asked ${counts.length} times`)
  // The next case begins later, as time does.
  server.clock.advance(hours(1))
  return { name: each.name, deal, refused, n: counts[0] === undefined ? null : Number(counts[0]) }
}

function send(negotiation: Negotiation, entry: Entry, atMs: number) {
  if (entry.action === 'keep-running') {
    return commandOver(negotiation, entry.side, 'keep-running', { on: entry.on ?? true })
  }
  if (entry.action === 'end') return commandOver(negotiation, entry.side, 'end', {})
  if (entry.number === null || entry.number === undefined) {
    return commandOver(negotiation, entry.side, 'withdrawals', {})
  }
  const step = atMs < OPENING_MS ? 'opening' : 'adjustment'
  return enterOver(negotiation, entry.side, BigInt(entry.number), step)
}

async function readDeal(negotiation: Negotiation, opensAt: number): Promise<Case['deal']> {
  const seen = await readDealAs(negotiation, 'plaintiff', opensAt)
  const other = await readDealAs(negotiation, 'defendant', opensAt)
  if (JSON.stringify(seen) !== JSON.stringify(other)) throw new Error('the two sides see different deals')
  return seen
}

async function readDealAs(negotiation: Negotiation, reader: Side, opensAt: number): Promise<Case['deal']> {
  const { deal } = await readOver(negotiation, reader)
  if (deal === null) return null
  return {
    t: (deal.at - opensAt) / hours(1),
    dealNumber: Number(deal.dealNumberCents),
    bonus: Number(deal.bonusCents),
    bonusTo: deal.bonusTo,
    settlementAmount: Number(deal.settlementCents),
  }
}

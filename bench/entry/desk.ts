import { randomUUID } from 'node:crypto'
import { sealNumber } from '../../src/contract/sealing.ts'
import { base64urlFromBytes } from '../../src/contract/sealing-base64url.ts'
import type { EntryId, UserId } from '../../src/domain/ids.ts'
import { SIDES, type Side } from '../../src/domain/side.ts'
import { type WireRequest, wireRequest } from '../support/http-load.ts'
import type { Office } from '../support/open-office.ts'
import { mattersOf, type Range, type SeededMatter } from '../support/seed-matters.ts'

/** Far apart, so that nothing ever becomes a deal. */
export const NUMBERS = { plaintiff: 90_000_000n, defendant: 10_000_000n } as const

/** Where the lawyers of the seeded matters write their entries: ten for a seat, each once. */
export type Desk = {
  /** Not sealed yet. */
  take(count: number): readonly Draft[]
  seal(draft: Draft): Promise<WireRequest>
}

export type Draft = {
  readonly matter: SeededMatter
  readonly side: Side
  readonly publicKey: Uint8Array | null
}

export async function openDesk(office: Office, range: Range): Promise<Desk> {
  const { ctx } = office
  const matters = mattersOf(range)
  const rows = await ctx.db
    .selectFrom('sessions')
    .select(['id', 'publicKey'])
    .where(
      'id',
      'in',
      matters.map(({ sessionId }) => sessionId),
    )
    .execute()
  const publicKeys = new Map(rows.map(({ id, publicKey }) => [id, publicKey[0] === 4 ? publicKey : null]))
  const cookies = new Map<UserId, string>()
  for (const userId of new Set(matters.flatMap(({ lawyers }) => Object.values(lawyers)))) {
    cookies.set(userId, await office.cookieOf(userId))
  }
  const origin = new URL(ctx.config.baseUrl).origin
  const drafts = Array.from({ length: 10 }, () => SIDES)
    .flat()
    .flatMap((side) =>
      matters.map((matter) => ({ matter, side, publicKey: publicKeys.get(matter.sessionId) ?? null })),
    )
  let taken = 0
  return {
    take(count) {
      taken += count
      if (taken > drafts.length) throw new Error('more entries than the seats may make')
      return drafts.slice(taken - count, taken)
    },
    async seal({ matter, side, publicKey }) {
      const entryId = randomUUID() as string as EntryId
      const body = {
        entryId,
        step: 'adjustment',
        envelope: await envelopeOf(matter, side, publicKey, entryId),
      }
      return wireRequest({
        method: 'POST',
        path: `/api/v1/sessions/${matter.sessionId}/entries`,
        headers: {
          Origin: origin,
          Cookie: cookies.get(matter.lawyers[side]) ?? '',
          'Content-Type': 'application/json',
          'Idempotency-Key': randomUUID(),
        },
        body: JSON.stringify(body),
      })
    },
  }
}

/** Where there is no key there is no matcher either: bytes of the same length. */
async function envelopeOf(
  { sessionId, seats }: SeededMatter,
  side: Side,
  publicKey: Uint8Array | null,
  entryId: EntryId,
): Promise<string> {
  if (publicKey === null) return base64urlFromBytes(new Uint8Array(113))
  const binding = {
    sessionId,
    side,
    seatId: seats[side],
    currency: 'USD',
    entryId,
    step: 'adjustment',
  } as const
  return base64urlFromBytes(await sealNumber({ ...binding, publicKey, amountCents: NUMBERS[side] }))
}

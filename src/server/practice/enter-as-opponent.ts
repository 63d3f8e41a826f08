import { sealNumber } from '../../contract/sealing.ts'
import { base64urlFromBytes } from '../../contract/sealing-base64url.ts'
import type { Viewer } from '../../contract/viewer.ts'
import type { EntryId } from '../../domain/ids.ts'
import { isCurrency } from '../../domain/money-currencies.ts'
import type { EntryStep } from '../../domain/session-state.ts'
import type { Side } from '../../domain/side.ts'
import type { Context } from '../context.ts'
import { enterNumber } from '../sessions/enter-number.ts'
import type { StoredSession } from '../sessions/session-store.ts'
import { opponentNumber } from './opponent-number.ts'

/**
 * The program enters its number, sealed as a browser seals one. `key` keeps two looks at once from entering two. Returns
 * whether it was accepted.
 */
export async function enterAsOpponent(
  ctx: Context,
  opponent: Viewer,
  { id, seats, currency, publicKey }: StoredSession,
  side: Side,
  step: EntryStep,
  key: string,
): Promise<boolean> {
  if (!isCurrency(currency)) throw new Error(`session ${id} has an unknown currency`)
  const entryId = ctx.chance.newId() as EntryId
  const seatId = seats[side]
  const { count } = await ctx.db
    .selectFrom('entries')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('sessionId', '=', id)
    .where('seatId', '=', seatId)
    .executeTakeFirstOrThrow()
  const envelope = await sealNumber({
    sessionId: id,
    side,
    seatId,
    entryId,
    currency,
    step,
    publicKey,
    amountCents: opponentNumber(side, count, ctx.chance),
  })
  const entry = { entryId, step, envelope: base64urlFromBytes(envelope) }
  return (await enterNumber(ctx, opponent, id, key, entry)).code === null
}

import { bonusCents, settlementCents } from '../../domain/bonus.ts'
import type { SessionEvent } from '../../domain/session-events.ts'
import type { SessionUnit } from './session-unit.ts'

type DealMade = Extract<SessionEvent, { type: 'deal-made' }>

/** Writes the one deal row of the session: its figures are functions of the deal number and of who the bonus goes to. */
export async function recordDeal(unit: SessionUnit, deal: DealMade): Promise<void> {
  const dealNumberCents = unit.dealNumberCents
  if (dealNumberCents === null) throw new Error(`session ${unit.stored.id}: a deal without its number`)
  await unit.tx
    .insertInto('deals')
    .values({
      sessionId: unit.stored.id,
      matterId: unit.stored.matterId,
      at: deal.at,
      step: deal.step,
      dealNumberCents,
      bonusCents: deal.bonusTo ? bonusCents(dealNumberCents) : 0n,
      bonusTo: deal.bonusTo,
      settlementCents: settlementCents(dealNumberCents, deal.bonusTo),
    })
    .execute()
}

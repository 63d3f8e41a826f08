import type { EntryId } from '../../src/domain/ids.ts'
import type { EnteredNumber } from './chronicle.ts'
import type { CommittedRecord, DealRow } from './committed.ts'

/**
 * What the deal has to be by the entries alone: within both numbers as they stood, equal to them where they are equal,
 * with five per cent to the side that was there first. Throws where it is not.
 */
export function isDealRight(
  deal: DealRow,
  records: readonly CommittedRecord[],
  numbers: ReadonlyMap<EntryId, EnteredNumber>,
): void {
  const made = records.find(({ outcome }) => outcome.kind === 'deal')
  if (!made) throw new Error('a deal without a record of the matcher')
  const before = records.filter((each) => each.ordinal === made.ordinal && each.version <= made.version)
  const demand = standing('plaintiff', before)
  const offer = standing('defendant', before)
  const d = demand?.entryId && numbers.get(demand.entryId)
  const o = offer?.entryId && numbers.get(offer.entryId)
  if (!d || !o || !demand || !offer) throw new Error('a deal without both numbers')
  const { dealNumber, bonus, bonusTo, settlementAmount } = deal
  if (dealNumber < d.number || dealNumber > o.number) throw new Error('a deal outside of both numbers')
  const first = made.side === 'plaintiff' ? 'defendant' : 'plaintiff'
  const isEven = made.side === null || demand.at === offer.at
  if (bonusTo !== (isEven ? null : first)) throw new Error('the bonus went to the wrong side')
  if (bonus !== (isEven ? 0 : Math.floor((dealNumber * 5) / 100))) throw new Error('the bonus is wrong')
  const wanted = bonusTo === 'defendant' ? dealNumber - bonus : dealNumber + bonus
  if (settlementAmount !== wanted) throw new Error('the settlement amount is wrong')
}

function standing(side: 'plaintiff' | 'defendant', records: readonly CommittedRecord[]) {
  const last = records.findLast((each) => each.side === side && each.operation !== 'end')
  return last?.entryId ? last : null
}

import type { Side } from '../../src/domain/side.ts'

/** One record of the matcher as it lies in the database: nothing of it is opened. */
export type FoundRecord = {
  readonly operation:
    | 'accept'
    | 'accept-and-compare'
    | 'withdraw-or-void'
    | 'keep-out'
    | 'close-of-opening'
    | 'end'
  readonly side: Side | null
  readonly entryId: string | null
  readonly key: string
  readonly at: number
  readonly outcome: string
}

export type FoundDeal = {
  readonly at: number
  readonly numberCents: bigint
  readonly bonusCents: bigint
  readonly bonusTo: Side | null
  readonly settlementCents: bigint
}

/** What must have come of a session. `least` and `most` are secret: they are compared with, and never printed. */
type Expected = {
  readonly at: number
  readonly demand: bigint
  readonly offer: bigint
  readonly bonusTo: Side | null
}

/**
 * What is wrong with the deal of a session, or with there being none: in sentences without a figure. It follows the
 * order that the records tell and the numbers that their authors remember, by the rules alone and by nothing of the
 * program's.
 */
export function findDealFaults(
  records: readonly FoundRecord[],
  numbers: ReadonlyMap<string, bigint>,
  found: FoundDeal | null,
): string[] {
  const { expected, faults } = follow(records, numbers)
  if (expected === null) return found === null ? faults : [...faults, 'there is a deal without a match']
  if (found === null) return [...faults, 'a match was made no deal of']
  return [...faults, ...compare(expected, found)]
}

type Standing = { readonly cents: bigint; readonly at: number }

function follow(records: readonly FoundRecord[], numbers: ReadonlyMap<string, bigint>) {
  const standing = new Map<Side, Standing>()
  const faults: string[] = []
  let expected: Expected | null = null
  let hasEnded = false

  for (const record of records) {
    const { operation, side, entryId, at } = record
    if (hasEnded) faults.push(`there is a record of ${operation} after the end`)
    if (operation === 'keep-out') continue
    if (operation === 'end') hasEnded = true
    else if (operation === 'withdraw-or-void' && side !== null) standing.delete(side)
    else if (operation !== 'close-of-opening' && side !== null) {
      const cents = entryId === null ? undefined : numbers.get(entryId)
      if (cents === undefined) faults.push('there is an entry that nobody remembers')
      else standing.set(side, { cents, at })
    }
    const match = operation === 'accept' ? null : matchOf(record, standing)
    if ((record.outcome === 'deal') !== (match !== null)) {
      faults.push(`${operation}: recorded as ${record.outcome}, against the numbers`)
    }
    if (match !== null) {
      expected = match
      hasEnded = true
    }
  }
  return { expected, faults }
}

function matchOf(
  { operation, side, at }: FoundRecord,
  standing: ReadonlyMap<Side, Standing>,
): Expected | null {
  if (operation !== 'close-of-opening' && operation !== 'accept-and-compare') return null
  const demand = standing.get('plaintiff')
  const offer = standing.get('defendant')
  if (!demand || !offer || offer.cents < demand.cents) return null
  const waiting = side === 'plaintiff' ? 'defendant' : 'plaintiff'
  const atOnce = demand.at === offer.at
  const bonusTo = operation === 'close-of-opening' || atOnce ? null : waiting
  return { at, demand: demand.cents, offer: offer.cents, bonusTo }
}

const UNIT_CENTS = 100n

function compare(
  expected: Expected,
  { at, numberCents, bonusTo, bonusCents, settlementCents }: FoundDeal,
): string[] {
  const { demand, offer } = expected
  const faults: string[] = []
  if (at !== expected.at) faults.push('the deal bears another instant than its match')
  if (numberCents < demand || numberCents > offer) faults.push('the deal lies outside of the two numbers')
  const wholeUnitFits = (offer / UNIT_CENTS) * UNIT_CENTS >= demand
  if (demand < offer && wholeUnitFits && numberCents % UNIT_CENTS !== 0n) {
    faults.push('the deal is not of whole units, though some lie between')
  }
  if (bonusTo !== expected.bonusTo) faults.push('the bonus went to another side than it should')
  const bonus = expected.bonusTo === null ? 0n : (numberCents * 5n) / 100n
  const settlement = expected.bonusTo === 'plaintiff' ? numberCents + bonus : numberCents - bonus
  if (bonusCents !== bonus) faults.push('the bonus is not 5% of the deal number')
  if (settlementCents !== settlement) faults.push('the settlement amount does not follow from the deal')
  return faults
}

import type { Instant } from '../../../src/domain/deadlines.ts'
import { nextEntryAt } from '../../../src/domain/entry-limit.ts'
import type { EntryId } from '../../../src/domain/ids.ts'
import { compare, pick } from '../../../src/domain/match.ts'
import { toAmount } from '../../../src/domain/money.ts'
import { err, ok, type Result } from '../../../src/domain/result.ts'
import type { MatcherFact } from '../../../src/domain/session-numbers.ts'
import type { Side } from '../../../src/domain/side.ts'

const WHOLE_UNIT = 100n

/** A fact as the matcher keeps it, with the deal number where there is a deal. */
export type MatcherRecord = { readonly fact: MatcherFact; readonly dealNumber: bigint | null }

/** One comparison as it was made, for the invariants to look at. */
export type ComparisonMade = {
  readonly at: Instant
  readonly demand: bigint | null
  readonly offer: bigint | null
  /** What the generator was asked for and what it returned; null if it was not asked. */
  readonly drawn: { readonly count: bigint; readonly k: bigint } | null
  readonly dealNumber: bigint | null
}

/** Uniform in 0 … count - 1. */
export type Draw = (count: bigint) => bigint

/**
 * The matcher of one session without its seals and its store: the same domain functions on numbers in the clear. It records before it
 * answers, so that a caller that dies in between finds what was decided.
 */
export class InMemoryMatcher {
  readonly records: MatcherRecord[] = []
  readonly comparisons: ComparisonMade[] = []
  readonly standing: Record<Side, bigint | null> = { plaintiff: null, defendant: null }
  /** Shared with the sessions before it on the same matter. */
  readonly acceptedAt: Readonly<Record<Side, Instant[]>>

  constructor(acceptedAt: Readonly<Record<Side, Instant[]>>) {
    this.acceptedAt = acceptedAt
  }

  accept(
    entry: { side: Side; entryId: EntryId; number: bigint; at: Instant },
    compareWith: Draw | null,
  ): Result<void, string> {
    const { side, entryId, at } = entry
    const amount = toAmount(entry.number)
    if (!amount.ok) return amount
    const next = nextEntryAt(this.acceptedAt[side], at)
    if (next !== null) return err(`entry-limit until ${next}`)
    this.acceptedAt[side].push(at)
    this.standing[side] = amount.value
    const dealNumber = compareWith && this.#compare(at, compareWith)
    this.#record({ type: 'entry-accepted', at, side, entryId, deal: dealNumber !== null }, dealNumber)
    return ok()
  }

  withdrawOrVoid(side: Side, at: Instant, type: 'withdrawn' | 'voided'): void {
    this.standing[side] = null
    this.#record({ type, at, side }, null)
  }

  closeOfOpening(at: Instant, draw: Draw): void {
    const dealNumber = this.#compare(at, draw)
    this.#record({ type: 'opening-closed', at, deal: dealNumber !== null }, dealNumber)
  }

  end(at: Instant, by: Side | null, reason: string | null): void {
    this.#destroyNumbers()
    this.#record({ type: 'ended', at, by, reason }, null)
  }

  #compare(at: Instant, draw: Draw): bigint | null {
    const { plaintiff: demand, defendant: offer } = this.standing
    const comparison =
      demand === null || offer === null ? ({ kind: 'none' } as const) : compare(demand, offer, WHOLE_UNIT)
    let drawn: ComparisonMade['drawn'] = null
    let dealNumber: bigint | null = null
    if (comparison.kind === 'exact') dealNumber = comparison.dealNumberCents
    if (comparison.kind === 'overlap') {
      drawn = { count: comparison.count, k: draw(comparison.count) }
      dealNumber = pick(comparison, drawn.k)
    }
    this.comparisons.push({ at, demand, offer, drawn, dealNumber })
    if (dealNumber !== null) this.#destroyNumbers()
    return dealNumber
  }

  #destroyNumbers(): void {
    this.standing.plaintiff = null
    this.standing.defendant = null
  }

  #record(fact: MatcherFact, dealNumber: bigint | null): void {
    this.records.push({ fact, dealNumber })
  }
}

import type pg from 'pg'
import type { EntryId, MatterId, UserId } from '../../src/domain/ids.ts'
import { type EntryStep, stepOf } from '../../src/domain/session-state.ts'
import { otherSide, type Side } from '../../src/domain/side.ts'
import { observe } from '../support/model/observe.ts'
import { ReferenceMatter } from '../support/model/reference-matter.ts'
import type { Observation, ScriptCommand } from '../support/model/script.ts'
import {
  type Committed,
  type CommittedRecord,
  type Cursor,
  type DealRow,
  readCommitted,
  type SharedRow,
} from './committed.ts'
import type { Line } from './line.ts'
import { isDealRight } from './right-deal.ts'

/** A number as its author entered it: known to the simulation, as to the author, and told to nobody. */
export type EnteredNumber = {
  readonly side: Side
  readonly step: EntryStep
  readonly number: number
  readonly author: UserId
}

/** Something that must not be. */
export class Violation extends Error {}

/**
 * The matter once more, as one sequential program sees it: after each commit of the server, what that commit holds is played
 * to the reference model in the order of the commits, and the session as committed has to be what the model says. What
 * the matcher has recorded counts from the commit that takes it into the session.
 */
export class Chronicle {
  readonly numbers = new Map<EntryId, EnteredNumber>()
  /** By its key, why a side ends the session. */
  readonly reasons = new Map<string, string | null>()
  readonly records: CommittedRecord[] = []
  /** By its key, the versions with which the matcher was asked for something. */
  readonly #asked = new Map<string, Set<number>>()
  reference = new ReferenceMatter(0, { plaintiff: true, defendant: false })
  latest: Committed | null = null
  readonly #owner: pg.Client
  readonly #matterId: MatterId
  readonly #draw: number
  #cursor: Cursor = { ordinal: 0, version: 0, shared: 0 }
  readonly #deals = new Map<string, string>()
  readonly #former = new Map<string, ReferenceMatter>()
  #sessionId = ''
  #latestSharedAt = 0

  constructor(owner: pg.Client, matterId: MatterId, draw: number) {
    this.#owner = owner
    this.#matterId = matterId
    this.#draw = draw
  }

  /** Reads what a commit of the server has brought, for the line that made it or, before the script, for nobody. */
  async read(line: Line | null): Promise<void> {
    const committed = await readCommitted(this.#owner, this.#matterId, this.#cursor)
    const before = this.latest
    this.latest = committed
    if (this.#cursor.ordinal === 0) this.#begin(committed)
    for (const record of committed.records) this.#playRecord(record)
    const command = line?.request?.command
    if (line && command && isDecidedByServer(command)) this.#expect(line, command)
    for (const row of committed.shared) this.#playShared(row)
    if (line && command && !isDecidedByServer(command)) this.#expect(line, command)
    this.#compare(committed)
    this.#checkDeals(committed.deals)
    this.#checkLeads(committed)
    if (before) checkHandOver(before, committed)
    if (line) this.#checkAct(line)
    const { ordinal, version } = committed.session
    this.#sessionId = committed.session.id
    this.#cursor = { ordinal, version, shared: committed.shared.at(-1)?.seq ?? this.#cursor.shared }
  }

  /** What the matcher is asked, before it is known what comes of it. */
  noteAsked(request: unknown): void {
    const { idempotencyKey, version } = request as {
      readonly idempotencyKey?: string
      readonly version?: number
    }
    if (idempotencyKey === undefined || version === undefined) return
    this.#asked.set(idempotencyKey, (this.#asked.get(idempotencyKey) ?? new Set()).add(version))
  }

  /** The line has committed, and written nothing. */
  readNothingNew(line: Line): void {
    const command = line.request?.command
    if (command) this.#expect(line, command)
    this.#checkAct(line)
  }

  #begin({ session }: Committed): void {
    const created = session.state.lastSharedAt
    this.reference = new ReferenceMatter(created, { plaintiff: true, defendant: false })
  }

  #playRecord(record: CommittedRecord): void {
    this.records.push(record)
    const { at, side, operation, idempotencyKey, version } = record
    if (!this.#asked.get(idempotencyKey)?.has(version - 1)) {
      throw new Violation(`${operation} was decided for somebody who had missed something`)
    }
    // It takes a version, and is no act.
    if (operation === 'keep-out') return
    const moment = { now: at, draw: this.#draw, crash: false, recordedAt: at }
    if (operation === 'close-of-opening' || (operation === 'end' && side === null)) {
      this.reference.passTime(moment)
      return
    }
    if (side === null) throw new Violation(`a record of ${operation} without its side`)
    if (operation === 'end') {
      const reason = this.reasons.get(idempotencyKey)
      if (reason === undefined) throw new Violation('an end that nobody asked for')
      this.#play({ type: 'end', side, reason }, moment)
    } else if (operation === 'withdraw-or-void') {
      const type = record.outcome.kind === 'voided' ? 'change-lead' : 'withdraw'
      this.#play({ type, side }, moment)
    } else {
      const number = record.entryId && this.numbers.get(record.entryId)
      if (!number || number.side !== side) throw new Violation('an entry that nobody made')
      this.#play({ type: 'enter', side, number: number.number, step: number.step }, moment)
    }
  }

  #play(command: ScriptCommand, moment: { now: number; draw: number; crash: boolean; recordedAt?: number }) {
    const answer = this.reference.perform({ command, ...moment })
    if (answer !== 'done') throw new Violation(`${command.type} was done; by the rules: ${answer}`)
  }

  /** What comes of the records is no command, and neither is what follows from one. */
  #playShared({ type, at, data }: SharedRow): void {
    if (at < this.#latestSharedAt) throw new Violation(`${type} lies before an earlier shared event`)
    this.#latestSharedAt = at
    if (type === 'opened' || type === 'extended') this.reference.passTime({ now: at, draw: this.#draw })
    const command = commandOf(type, data, this.reference)
    if (command?.type === 'propose-session') this.#former.set(this.#sessionId, this.reference.copy())
    if (command) this.#play(command, { now: at, draw: this.#draw, crash: false })
  }

  /** What the rules say to the line's command, at any time that the clock told while the line held the session. */
  #expect(line: Line, command: ScriptCommand): void {
    const { sessionId } = line.request ?? {}
    // A session that has been followed by another stays as it ended.
    const reference = (sessionId && this.#former.get(sessionId)) || this.reference
    for (const now of line.readings ?? []) {
      const step = { command, now, draw: this.#draw, crash: false }
      line.request?.expected.add(reference.copy().perform(step))
    }
  }

  #compare({ session, deals }: Committed): void {
    const wanted = this.reference.observe()
    const deal = deals.find(({ sessionId }) => sessionId === session.id)
    const found = observe(
      {
        state: session.state,
        matcherVersion: session.version,
        events: [],
        dealNumber: deal ? BigInt(deal.dealNumber) : null,
      },
      wanted,
    )
    const differing = differences(found, wanted)
    if (differing.length > 0)
      throw new Violation(`the session is not as the rules have it: ${differing.join(', ')}`)
    const row = deal ? { ...deal, sessionId: undefined, step: undefined } : null
    if (JSON.stringify(sorted(row)) !== JSON.stringify(sorted(wanted.deal))) {
      throw new Violation('the deal row is not what the rules have')
    }
    if (!deal && !this.#isDealLess(session.state))
      throw new Violation('both numbers meet, and there is no deal')
  }

  /** In adjustment numbers that meet are a deal. */
  #isDealLess({ phase, sides }: Committed['session']['state']): boolean {
    const demand = sides.plaintiff.standing && this.numbers.get(sides.plaintiff.standing.entryId)
    const offer = sides.defendant.standing && this.numbers.get(sides.defendant.standing.entryId)
    return phase !== 'adjustment' || !demand || !offer || offer.number < demand.number
  }

  #checkDeals(deals: readonly DealRow[]): void {
    for (const deal of deals) {
      const known = this.#deals.get(deal.sessionId)
      if (known !== undefined && known !== JSON.stringify(deal)) throw new Violation('a deal has changed')
      if (known === undefined) isDealRight(deal, this.records, this.numbers)
      this.#deals.set(deal.sessionId, JSON.stringify(deal))
    }
    if (deals.length < this.#deals.size) throw new Violation('a deal is gone')
    if (deals.length > 1) throw new Violation('a matter has two deals')
  }

  #checkAct({ actedBeforeLock }: Line): void {
    if (actedBeforeLock) throw new Violation('an act bears an instant from before its lock')
  }

  /** A change of lead voids the old number: what stands is the present lead's. */
  #checkLeads({ session, leads }: Committed): void {
    for (const { side, userId } of leads) {
      const { standing } = session.state.sides[side]
      const number = standing && this.numbers.get(standing.entryId)
      if (number && number.author !== userId) throw new Violation('a number of a former lead stands')
    }
  }
}

/** The matcher's record of a change of lead is what keeps out whatever the former lead has under way. */
function checkHandOver(before: Committed, { session, leads, records }: Committed): void {
  if (stepOf(session.state.phase) === null) return
  for (const { side, userId } of leads) {
    const former = before.leads.find((each) => each.side === side)
    const isKnown = records.some((each) => each.side === side && each.outcome.kind === 'voided')
    if (former && former.userId !== userId && !isKnown) {
      throw new Violation('the matcher knows nothing of a change of lead')
    }
  }
}

/** Where the matcher has no part; its answer is judged before its own effect, for which there is no record. */
function isDecidedByServer({ type }: ScriptCommand): boolean {
  return type !== 'enter' && type !== 'withdraw' && type !== 'end' && type !== 'change-lead'
}

function commandOf(type: string, data: SharedRow['data'], reference: ReferenceMatter): ScriptCommand | null {
  const side = data.side === 'defendant' ? 'defendant' : 'plaintiff'
  const { document, proposal } = reference.situation(side)
  switch (type) {
    case 'seat-taken':
      return { type: 'take-seat', side }
    case 'terms-version-added': {
      const by = data.by === 'defendant' ? 'defendant' : 'plaintiff'
      return { type: 'add-terms-version', side: by, sha256: String(data.sha256) }
    }
    case 'terms-approved':
      return { type: 'approve-terms', side, version: Number(data.version), sha256: document?.sha256 ?? '' }
    case 'approval-withdrawn':
      return { type: 'withdraw-approval', side }
    case 'skip-wished':
      return { type: 'wish-skip', side }
    case 'skip-withdrawn':
      return { type: 'withdraw-skip', side }
    case 'rules-accepted':
      return { type: 'accept-rules', side, rulesVersion: String(data.rulesVersion) }
    case 'acceptance-withdrawn':
      return { type: 'withdraw-acceptance', side }
    case 'start-proposed':
      return { type: 'propose-start', side, startsAt: Number(data.startsAt) }
    case 'start-proposal-withdrawn':
      return { type: 'withdraw-start-proposal', side }
    case 'start-agreed':
      return {
        type: 'accept-start',
        side: otherSide(proposal?.by ?? 'plaintiff'),
        startsAt: Number(data.startsAt),
      }
    case 'keep-running-switched':
      return { type: 'switch-keep-running', side, on: data.on === true }
    case 'session-proposed':
      return { type: 'propose-session', side }
    default:
      return null
  }
}

function differences(found: Observation, wanted: Observation): string[] {
  return (Object.keys(wanted) as (keyof Observation)[]).filter(
    (name) => JSON.stringify(found[name]) !== JSON.stringify(wanted[name]),
  )
}

function sorted(value: object | null): unknown {
  return (
    value &&
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .filter(([, each]) => each !== undefined)
  )
}

import type { Instant } from '../../../src/domain/deadlines.ts'
import type { Side } from '../../../src/domain/side.ts'
import {
  accepts,
  applyToTerms,
  copyOf,
  DAY,
  endOf,
  type Held,
  HOUR,
  newRun,
  openingOf,
  type Run,
  settledTerms,
  type TermsCommand,
} from './reference-run.ts'
import type { Answer, Observation, ScriptCommand, ScriptStep } from './script.ts'

/*
 * The rules of docs/rules.md once more, as one sequential program with the numbers in it. It shares no rule with src/domain, not even the
 * arithmetic: where the two differ, one of them misreads the rules. Mutable and plain, because it plays a hundred thousand sessions.
 */

export class ReferenceMatter {
  #run: Run
  #crashing = false
  #lastRecorded: Run | null = null

  constructor(at: Instant, held: Held) {
    this.#run = newRun(at, held, { plaintiff: [], defendant: [] })
  }

  perform(step: ScriptStep): Answer {
    if (!step.crash) return this.#command(step)
    const before = copyOf(this.#run)
    this.#lastRecorded = null
    this.#crashing = true
    this.#command(step)
    this.#crashing = false
    this.#run = this.#lastRecorded ?? before
    return 'crashed'
  }

  /** The same matter from here on, so that one can see what it would answer. */
  copy(): ReferenceMatter {
    const copy = new ReferenceMatter(0, { plaintiff: false, defendant: false })
    copy.#run = copyOf(this.#run)
    return copy
  }

  /** Does what is due, with nobody asking for anything. */
  passTime(step: Pick<ScriptStep, 'now' | 'draw'>): void {
    this.#doWhatIsDue(step)
  }

  #command(step: ScriptStep): Answer {
    this.#doWhatIsDue(step)
    const answer = this.#obey(step)
    this.#doWhatIsDue(step)
    return answer
  }

  /** In the order of its instants, at its instants, whatever the time is now. */
  #doWhatIsDue(step: Pick<ScriptStep, 'now' | 'draw'>): void {
    for (;;) {
      const run = this.#run
      const now = Math.max(step.now, run.latestShared)
      const opensAt = openingOf(run)
      if (run.step === 'ended' || opensAt === null) return
      if (run.step === 'terms') {
        if (now < opensAt) return
        run.step = 'opening'
        run.proposal = null
        run.latestShared = opensAt
        continue
      }
      const close = opensAt + 48 * HOUR
      if (run.step === 'opening') {
        if (now < close) return
        run.step = 'adjustment'
        run.latestShared = close
        this.#compare(close, null, step.draw)
        this.#recorded()
        continue
      }
      const end = endOf(run, opensAt)
      if (now < end) return
      if (run.plaintiff.keepsRunning && run.defendant.keepsRunning) {
        run.extensions += 1
        run.latestShared = end
        continue
      }
      this.#end('no-deal', end)
      this.#recorded()
    }
  }

  #obey(step: ScriptStep): Answer {
    const { command } = step
    switch (command.type) {
      case 'enter':
        return this.#enter(command, step)
      case 'withdraw':
        return this.#withdraw(command.side, step)
      case 'end':
        if (this.#run.step === 'ended') return 'session-ended'
        this.#end(`by ${command.side}: ${command.reason}`, this.#sharedNow(step))
        this.#recorded()
        return 'done'
      case 'propose-session':
        return this.#proposeSession(step)
      case 'change-lead':
        return this.#changeLead(command.side, step)
      case 'switch-keep-running': {
        if (this.#run.step === 'ended') return 'session-ended'
        if (this.#run.step === 'terms') return 'not-open-yet'
        const seat = this.#run[command.side]
        if (seat.keepsRunning !== command.on) this.#run.latestShared = this.#sharedNow(step)
        seat.keepsRunning = command.on
        return 'done'
      }
      default:
        return this.#changeTerms(command, step)
    }
  }

  #enter(command: ScriptCommand & { type: 'enter' }, step: ScriptStep): Answer {
    const run = this.#run
    const seat = run[command.side]
    const at = this.#ownNow(command.side, step)
    const refused = this.#refuseNumbers(at)
    if (refused) return refused
    if (run.step !== command.step) return 'step-changed'
    if (command.number < 100 || command.number > 1_000_000_000_000) return 'number-out-of-range'
    const recent = run.entries[command.side].filter((entry) => entry + DAY > at)
    if (recent.length >= 10) {
      recent.sort((a, b) => a - b)
      return `entry-limit until ${(recent[recent.length - 10] ?? 0) + DAY}`
    }
    run.entries = { ...run.entries, [command.side]: [...run.entries[command.side], at] }
    seat.number = command.number
    seat.since = at
    seat.latestOwn = at
    if (run.step === 'adjustment') this.#compare(at, command.side, step.draw)
    this.#recorded()
    return 'done'
  }

  #withdraw(side: Side, step: ScriptStep): Answer {
    const at = this.#ownNow(side, step)
    const refused = this.#refuseNumbers(at)
    if (refused) return refused
    if (this.#run[side].number === null) return 'nothing-to-withdraw'
    this.#takeAway(side, at)
    return 'done'
  }

  #changeLead(side: Side, step: ScriptStep): Answer {
    const run = this.#run
    if (run.step === 'ended') return 'session-ended'
    if (run.step === 'terms') {
      if (accepts(run, side)) {
        run.latestShared = this.#sharedNow(step)
        run[side].acceptedOn = null
        this.#reconsiderOpening(run.latestShared)
      }
      return 'done'
    }
    if (run[side].number === null) return 'done'
    this.#takeAway(side, this.#ownNow(side, step))
    return 'done'
  }

  #takeAway(side: Side, at: Instant): void {
    this.#run[side].number = null
    this.#run[side].latestOwn = at
    this.#recorded()
  }

  #refuseNumbers(at: Instant): Answer | null {
    const run = this.#run
    const opensAt = openingOf(run)
    if (run.step === 'terms' || (opensAt !== null && at < opensAt)) return 'not-open-yet'
    return run.step === 'ended' ? 'session-ended' : null
  }

  #compare(at: Instant, mover: Side | null, draw: number): void {
    const run = this.#run
    const demand = run.plaintiff.number
    const offer = run.defendant.number
    if (demand === null || offer === null || offer < demand) return

    let dealNumber = demand
    if (offer > demand) {
      const firstDollar = Math.ceil(demand / 100)
      const dollars = Math.floor(offer / 100) - firstDollar + 1
      const count = dollars > 0 ? dollars : offer - demand + 1
      const k = Math.floor(draw * count)
      dealNumber = dollars > 0 ? (firstDollar + k) * 100 : demand + k
      run.timesDrawn += 1
      run.lastCount = count
    }

    let bonusTo: Side | null = null
    if (mover !== null && run.plaintiff.since !== run.defendant.since) {
      bonusTo = mover === 'plaintiff' ? 'defendant' : 'plaintiff'
    }
    const bonus = bonusTo === null ? 0 : Math.floor((dealNumber * 5) / 100)
    const settlementAmount = bonusTo === 'defendant' ? dealNumber - bonus : dealNumber + bonus
    // A shared instant: an entry that was recorded late bears its own, the deal none before those already past.
    const dealAt = Math.max(at, run.latestShared)
    run.deal = { at: dealAt, dealNumber, bonus, bonusTo, settlementAmount }
    this.#end(`deal in ${mover === null ? 'opening' : 'adjustment'}`, dealAt)
  }

  #end(how: string, at: Instant): void {
    const run = this.#run
    run.step = 'ended'
    run.ending = `${how} at ${at}`
    run.latestShared = at
    run.plaintiff.number = null
    run.defendant.number = null
  }

  #proposeSession(step: ScriptStep): Answer {
    const run = this.#run
    if (run.step !== 'ended') return 'session-live'
    if (run.deal) return 'deal-made'
    const held = { plaintiff: run.plaintiff.held, defendant: run.defendant.held }
    this.#run = newRun(this.#sharedNow(step), held, run.entries)
    return 'done'
  }

  #changeTerms(command: TermsCommand, step: ScriptStep): Answer {
    const run = this.#run
    if (run.step === 'ended') return 'session-ended'
    if (run.step !== 'terms') return 'terms-frozen'
    const at = this.#sharedNow(step)
    const settledBefore = settledTerms(run)
    const answer = applyToTerms(run, command, at)
    if (answer !== 'changed') return answer
    run.latestShared = at
    if (settledTerms(run) !== settledBefore) run.footing += 1
    this.#reconsiderOpening(at)
    return 'done'
  }

  #reconsiderOpening(at: Instant): void {
    const run = this.#run
    const ready =
      run.plaintiff.held && run.defendant.held && accepts(run, 'plaintiff') && accepts(run, 'defendant')
    run.readySince = ready ? (run.readySince ?? at) : null
  }

  #sharedNow(step: ScriptStep): Instant {
    return Math.max(step.now, this.#run.latestShared)
  }

  #ownNow(side: Side, step: ScriptStep): Instant {
    if (step.recordedAt !== undefined) return step.recordedAt
    return Math.max(step.now, this.#run.latestShared, this.#run[side].latestOwn)
  }

  /** The matcher records before it answers: from here on no crash takes this back. */
  #recorded(): void {
    if (this.#crashing) this.#lastRecorded = copyOf(this.#run)
  }

  observe(): Observation {
    const run = this.#run
    const opensAt = openingOf(run)
    const { plaintiff, defendant } = run
    return {
      phase: run.step,
      opensAt,
      endsAt: opensAt === null ? null : endOf(run, opensAt),
      extensions: run.extensions,
      settled: settledTerms(run),
      startsAt: run.agreedStart,
      proposal: run.proposal && `${run.proposal.by} ${run.proposal.startsAt}`,
      accepted: [accepts(run, 'plaintiff'), accepts(run, 'defendant')],
      keepRunning: [plaintiff.keepsRunning, defendant.keepsRunning],
      standingSince: [
        plaintiff.number === null ? null : plaintiff.since,
        defendant.number === null ? null : defendant.since,
      ],
      lastSharedAt: run.latestShared,
      ending: run.ending,
      deal: run.deal,
      timesDrawn: run.timesDrawn,
      lastCount: run.lastCount,
    }
  }

  /** What a script has to know to be about something. */
  situation(side: Side) {
    const run = this.#run
    const { step, document, proposal } = run
    return { step, document, proposal, held: run[side].held, settled: settledTerms(run) !== null }
  }

  /** The instants at which something changes for a side, a limit included: scripts like to come close to them. */
  boundaries(side: Side): readonly Instant[] {
    const run = this.#run
    const opensAt = openingOf(run)
    const found = run.entries[side].slice(-10).map((entry) => entry + DAY)
    if (opensAt !== null) found.push(opensAt, opensAt + 48 * HOUR, endOf(run, opensAt))
    if (run.proposal) found.push(run.proposal.startsAt)
    if (run.agreedStart !== null) found.push(run.agreedStart)
    return found
  }
}

import type { Instant } from '../../../src/domain/deadlines.ts'
import type { Side } from '../../../src/domain/side.ts'
import type { Answer, Deal, ScriptCommand } from './script.ts'

/* One session of the reference model: its state, and what the commands of step 1 change in it. */

export const HOUR = 60 * 60 * 1000
export const DAY = 24 * HOUR

type Seat = {
  held: boolean
  approves: number | null
  skips: boolean
  /** The footing on which it accepted the rules. */
  acceptedOn: number | null
  rulesVersion: string
  keepsRunning: boolean
  number: number | null
  since: Instant
  /** Its own latest entry, withdrawal or voiding. */
  latestOwn: Instant
}

export type Run = {
  step: 'terms' | 'opening' | 'adjustment' | 'ended'
  document: { version: number; sha256: string } | null
  /** Counts each change of what is settled: an acceptance holds for one footing only. */
  footing: number
  agreedStart: Instant | null
  proposal: { by: Side; startsAt: Instant } | null
  /** Since when all conditions of opening are met. */
  readySince: Instant | null
  extensions: number
  latestShared: Instant
  ending: string | null
  deal: Deal | null
  timesDrawn: number
  lastCount: number | null
  plaintiff: Seat
  defendant: Seat
  /** The instants of accepted entries, those of earlier sessions included. */
  entries: { plaintiff: readonly Instant[]; defendant: readonly Instant[] }
}

export type Held = { readonly plaintiff: boolean; readonly defendant: boolean }
export type TermsCommand = Exclude<
  ScriptCommand,
  { type: 'enter' | 'withdraw' | 'end' | 'propose-session' | 'switch-keep-running' | 'change-lead' }
>

/** Changes what a terms command changes: `changed`, `done` where nothing had to be, or the refusal. */
export function applyToTerms(run: Run, command: TermsCommand, at: Instant): Answer {
  const seat = run[command.side]
  switch (command.type) {
    case 'take-seat':
      if (seat.held) return 'done'
      seat.held = true
      return 'changed'
    case 'add-terms-version':
      run.document = { version: (run.document?.version ?? 0) + 1, sha256: command.sha256 }
      seat.skips = false
      return 'changed'
    case 'approve-terms': {
      const { version, sha256 } = command
      if (run.document?.version !== version || run.document.sha256 !== sha256) return 'terms-version-changed'
      if (seat.approves === version) return 'done'
      seat.approves = version
      seat.skips = false
      return 'changed'
    }
    case 'withdraw-approval':
      if (seat.approves === null) return 'done'
      seat.approves = null
      return 'changed'
    case 'wish-skip':
      if (seat.skips) return 'done'
      seat.skips = true
      seat.approves = null
      return 'changed'
    case 'withdraw-skip':
      if (!seat.skips) return 'done'
      seat.skips = false
      return 'changed'
    case 'accept-rules':
      if (settledTerms(run) === null) return 'terms-not-settled'
      if (accepts(run, command.side) && seat.rulesVersion === command.rulesVersion) return 'done'
      seat.acceptedOn = run.footing
      seat.rulesVersion = command.rulesVersion
      return 'changed'
    case 'withdraw-acceptance':
      if (!accepts(run, command.side)) return 'done'
      seat.acceptedOn = null
      return 'changed'
    case 'propose-start':
      if (command.startsAt <= at) return 'start-passed'
      if (run.proposal?.startsAt === command.startsAt) {
        return run.proposal.by === command.side ? 'done' : agreeOnStart(run, command.startsAt)
      }
      run.proposal = { by: command.side, startsAt: command.startsAt }
      return 'changed'
    case 'withdraw-start-proposal':
      if (run.proposal?.by !== command.side) return 'done'
      run.proposal = null
      return 'changed'
    case 'accept-start':
      if (!run.proposal || run.proposal.by === command.side) return 'start-proposal-changed'
      if (run.proposal.startsAt !== command.startsAt) return 'start-proposal-changed'
      return command.startsAt <= at ? 'start-passed' : agreeOnStart(run, command.startsAt)
  }
}

function agreeOnStart(run: Run, startsAt: Instant): Answer {
  run.agreedStart = startsAt
  run.proposal = null
  return 'changed'
}

export function settledTerms({ document, plaintiff, defendant }: Run): string | null {
  if (plaintiff.skips && defendant.skips) return 'skipped'
  if (!document || plaintiff.approves !== document.version) return null
  return defendant.approves === document.version ? `${document.version} ${document.sha256}` : null
}

export function accepts(run: Run, side: Side): boolean {
  return run[side].acceptedOn === run.footing
}

export function openingOf({ readySince, agreedStart }: Run): Instant | null {
  return readySince === null ? null : Math.max(readySince, agreedStart ?? readySince)
}

export function endOf({ extensions }: Run, opensAt: Instant): Instant {
  return opensAt + (extensions + 1) * 30 * DAY
}

export function newRun(at: Instant, held: Held, entries: Run['entries']): Run {
  return {
    step: 'terms',
    document: null,
    footing: 0,
    agreedStart: null,
    proposal: null,
    readySince: null,
    extensions: 0,
    latestShared: at,
    ending: null,
    deal: null,
    timesDrawn: 0,
    lastCount: null,
    plaintiff: newSeat(held.plaintiff),
    defendant: newSeat(held.defendant),
    entries,
  }
}

function newSeat(held: boolean): Seat {
  return {
    held,
    approves: null,
    skips: false,
    acceptedOn: null,
    rulesVersion: '',
    keepsRunning: false,
    number: null,
    since: 0,
    latestOwn: 0,
  }
}

export function copyOf(run: Run): Run {
  return { ...run, plaintiff: { ...run.plaintiff }, defendant: { ...run.defendant } }
}

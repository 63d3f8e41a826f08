import type { SessionId } from '../../src/domain/ids.ts'
import { SIDES } from '../../src/domain/side.ts'
import type { OutboxId } from '../../src/server/mail/tables.ts'
import { prologue } from '../support/model/generated-steps.ts'
import { Violation } from './chronicle.ts'
import { judge } from './judge.ts'
import { Died, type Line, newLine } from './line.ts'
import { leadOf, makeConflict, makeRequest } from './make-request.ts'
import type { Play } from './play.ts'
import type { Request } from './request.ts'
import { sendRequest } from './send-request.ts'
import type { SimulatedJob } from './simulated-jobs.ts'

/** What settles the terms at once, for scripts that start open. */
export async function settleTerms(play: Play): Promise<void> {
  for (const { command } of prologue(play.matter.now)) {
    if (command.type === 'take-seat') continue
    await finish(play, [await beginRequest(play, await makeRequest(play, command))])
  }
}

/** A line of work that has begun; `end` looks at what came of it, once it is over. */
export type Begun = {
  readonly line: Line
  readonly end: (alone: boolean) => Promise<void>
}

export async function beginRequest(play: Play, request: Request): Promise<Begun> {
  const { lane, matter } = play
  const { viewer, label } = request
  const line = newLine(matter.nextLabel(label), { process: matter.anyProcess(), viewer, request })
  const { result } = await start(play, line, () => sendRequest(lane, play, request))
  return {
    line,
    end: async (alone) => {
      const outcome = await result.then(
        (answer) => ({ answer }),
        (error: unknown) => ({ error }),
      )
      judge(play, line, request, outcome, alone)
    },
  }
}

export async function beginConflict(play: Play, known: Request): Promise<Begun> {
  const { lane, matter } = play
  const request = await makeConflict(play, known)
  const line = newLine(matter.nextLabel(`${request.label} under a key of ${known.label}`), {
    process: matter.anyProcess(),
    viewer: request.viewer,
  })
  const { result } = await start(play, line, () => sendRequest(lane, play, request))
  return {
    line,
    end: async () => {
      const answer = await result.catch(survive)
      matter.trace.add(`${line.label}: ${answer ?? 'no answer'}`)
      const allowed = [
        'idempotency-conflict',
        'not-allowed',
        'not-found',
        'temporarily-unavailable',
        undefined,
      ]
      if (!allowed.includes(answer)) throw new Violation(`another body under a known key: ${answer}`)
    },
  }
}

export async function beginRead(play: Play): Promise<Begun> {
  const { lane, matter, matterId } = play
  const viewer = leadOf(play, matter.script.pick(SIDES))
  const line = newLine(matter.nextLabel('read'), { process: matter.anyProcess(), viewer })
  const { result } = await start(play, line, () => lane.services.sessions.readMatterSession(viewer, matterId))
  return {
    line,
    end: async () => {
      const read = await result.catch(survive)
      matter.trace.add(`${line.label}: ${read?.view.phase}${read?.closing ? ', closing' : ''}`)
      const isCalm = !line.isTouched && !matter.clockIsOdd
      if (isCalm && read?.closing) throw new Violation('closing for no reason')
    },
  }
}

export async function beginWork(play: Play, label: string, work: () => Promise<void>): Promise<Begun> {
  const { matter } = play
  const line = newLine(matter.nextLabel(label), { process: matter.anyProcess() })
  const { result } = await start(play, line, work)
  return {
    line,
    end: async () => {
      // A job that fails is tried again; the matcher may be back by then.
      const failed = await result.then(
        () => null,
        (error: unknown) => error,
      )
      if (failed instanceof Violation) throw failed
      if (failed && !line.isTouched && !matter.clockIsOdd && !(failed instanceof Died)) throw failed
      matter.trace.add(`${line.label}: ${failed ? 'failed' : 'worked'}`)
    },
  }
}

function start<T>(play: Play, line: Line, work: () => Promise<T>) {
  const { matter, lane } = play
  // A call in the matcher that nobody waits for may come in between.
  if (matter.lines.length > 0) for (const each of [...matter.lines, line]) touchIfOrphans(play, each)
  // It may be right again before this is over.
  if (matter.clockIsOdd) line.isTouched = true
  matter.trace.add(`${line.label} by ${line.process.name}`)
  return lane.threads.begin(line, work)
}

function touchIfOrphans({ matter }: Play, line: Line): void {
  const isWaitedFor = (each: Line) => matter.lines.some(({ waitsFor }) => waitsFor === each)
  const orphans = matter.lines.filter((each) => each.process.name === 'matcher' && !isWaitedFor(each))
  if (orphans.length > 0) line.isTouched = true
}

function survive(error: unknown): undefined {
  if (!(error instanceof Died)) throw error
  return undefined
}

/** Runs what has begun to its end, in the order of the matter's own chance unless another is given. */
export async function finish(
  play: Play,
  begun: readonly Begun[],
  run: (lines: readonly Line[]) => Promise<void> = (lines) => play.matter.runUntilOver(lines),
): Promise<void> {
  await run(begun.map(({ line }) => line))
  for (const { end } of begun) await end(begun.length === 1)
  if (begun.some(({ line }) => !line.process.isAlive)) await hasNoStrayMail(play)
  const [complaint] = play.matter.complaints
  if (complaint !== undefined) throw new Violation(`the server complains: ${complaint}`)
}

export function beginJob(play: Play, { kind, ref }: SimulatedJob): Promise<Begun> {
  const { handlers } = play.lane
  return beginWork(play, `job ${kind}`, () =>
    kind === 'mail' ? handlers.deliverMail(ref as OutboxId) : handlers.performDue(ref as SessionId),
  )
}

/** After a death: no mail tells of what was not committed. */
async function hasNoStrayMail({ lane }: Play): Promise<void> {
  const { rows } = await lane.owner.query(`
    select 1 from app.mail_outbox o where dedupe_key like 'notice/%' and not exists (
      select from app.notices n where o.dedupe_key = 'notice/' || n.event_key || '/' || n.user_id) limit 1`)
  if (rows.length > 0) throw new Violation('mail tells of what was not committed')
}

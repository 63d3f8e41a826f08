import { HOUR_MS } from '../../src/domain/deadlines.ts'
import type { MatterId, SessionId } from '../../src/domain/ids.ts'
import { SIDES } from '../../src/domain/side.ts'
import type { OutboxId } from '../../src/server/mail/tables.ts'
import { prologue, type Script, stepOf } from '../support/model/generated-steps.ts'
import type { ScriptCommand } from '../support/model/script.ts'
import { castMatter } from './cast.ts'
import { checkWholeMatter } from './check-whole-matter.ts'
import { Chronicle, Violation } from './chronicle.ts'
import { judge } from './judge.ts'
import type { Lane } from './lane.ts'
import { Died, type Line, newLine } from './line.ts'
import { committedOf, leadOf, makeConflict, makeRequest } from './make-request.ts'
import type { Play } from './play.ts'
import { isKeyed, type Request } from './request.ts'
import { sendRequest } from './send-request.ts'
import { forgetJob, listJobs, type SimulatedJob } from './simulated-jobs.ts'
import { SimulatedMatter } from './simulated-matter.ts'
import type { Trace } from './trace.ts'

export type Simulated = {
  readonly seed: string
  readonly trace: Trace
  /** What must not be and was; null where all was well. */
  readonly failure: unknown
}

/** Plays one matter from its seed alone, until it has ended in fair weather, and checks it all along and at its end. */
export async function simulateMatter(lane: Lane, seed: string): Promise<Simulated> {
  const { owner, threads } = lane
  let matterId = '' as MatterId
  const matter = new SimulatedMatter(seed, threads, ({ ids, draw }) => {
    matterId = ids.uuid() as MatterId
    return new Chronicle(owner, matterId, draw)
  })
  const { chronicle, trace } = matter
  await lane.begin(matter, matter.script.below(4) === 0 ? 'smtp' : 'inbox')
  try {
    const cast = await castMatter(lane, matter, matterId)
    await chronicle.read(null)
    const play: Play = { lane, matter, matterId, cast, chronicle, requests: [] }
    await playScript(play)
    await endInFairWeather(play)
    await checkWholeMatter(play)
    return { seed, trace, failure: null }
  } catch (failure) {
    trace.add(`FAILED: ${failure instanceof Error ? failure.message : String(failure)}`)
    return { seed, trace, failure }
  } finally {
    await lane.end()
  }
}

async function playScript(play: Play): Promise<void> {
  const { matter } = play
  const dice = matter.script
  const kind = dice.below(60)
  const script: Script = { startOpen: kind % 4 > 0, apart: kind % 3 === 0, busy: kind % 5 === 0, steps: [] }
  const moments = 10 + dice.below(16)
  if (script.startOpen) await settleTerms(play)
  for (let moment = 0; moment < moments; moment += 1) {
    const { chronicle } = play
    const next = () => stepOf(script, dice.number(), chronicle.reference, matter.now)
    const first = next()
    matter.moveClock(first.now, '')
    const lines: Begun[] = [await begin(play, first.command)]
    while (lines.length < 3 && dice.hits(300)) lines.push(await begin(play, next().command))
    await finish(play, lines)
    await followOrphan(play)
    await workOnJobs(play)
    const renewed = first.command.type === 'propose-session' && script.startOpen
    if (renewed && chronicle.reference.observe().phase === 'terms') await settleTerms(play)
  }
}

/** What comes while a call is still at work that nobody waits for any more: it may be recorded after this. */
async function followOrphan(play: Play): Promise<void> {
  const { matter } = play
  const dice = matter.script
  while (matter.lines.length > 0 && dice.hits(600)) {
    const side = dice.pick(SIDES)
    const command = dice.pick<ScriptCommand>([
      { type: 'switch-keep-running', side, on: dice.below(2) === 0 },
      { type: 'change-lead', side },
      { type: 'withdraw', side },
      { type: 'end', side, reason: null },
    ])
    await finish(play, [await begin(play, command)])
  }
}

/** What settles the terms at once, for scripts that start open. */
async function settleTerms(play: Play): Promise<void> {
  for (const { command } of prologue(play.matter.now)) {
    if (command.type === 'take-seat') continue
    await finish(play, [await beginRequest(play, await makeRequest(play, command))])
  }
}

type Begun = {
  readonly line: Line
  readonly end: (alone: boolean) => Promise<void>
}

async function begin(play: Play, command: ScriptCommand): Promise<Begun> {
  const { matter, requests } = play
  const dice = matter.script
  const kind = dice.below(100)
  const sent = requests.filter(({ command }) => isKeyed(command))
  if (kind < 12 && sent.length > 0) return beginRequest(play, dice.pick(sent))
  const answered = sent.filter(({ answer }) => answer !== null)
  if (kind < 15 && answered.length > 0) return beginConflict(play, dice.pick(answered))
  if (kind < 19) return beginWork(play, 'sweep', () => play.lane.handlers.sweep())
  if (kind < 25) return beginRead(play)
  if (kind < 27) return beginWork(play, 'keep keys', () => play.lane.keepKeys())
  // A seat with nobody to hand over to has its number withdrawn instead.
  const isPossible = command.type !== 'change-lead' || play.cast[command.side].length > 1
  const request = await makeRequest(play, isPossible ? command : { type: 'withdraw', side: command.side })
  requests.push(request)
  return beginRequest(play, request)
}

async function beginRequest(play: Play, request: Request): Promise<Begun> {
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

async function beginConflict(play: Play, known: Request): Promise<Begun> {
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

async function beginRead(play: Play): Promise<Begun> {
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

async function beginWork(play: Play, label: string, work: () => Promise<void>): Promise<Begun> {
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

async function finish(play: Play, begun: readonly Begun[]): Promise<void> {
  await play.matter.runUntilOver(begun.map(({ line }) => line))
  for (const { end } of begun) await end(begun.length === 1)
  const [complaint] = play.matter.complaints
  if (complaint !== undefined) throw new Violation(`the server complains: ${complaint}`)
}

/** Some of the jobs, some of them before their time, twice or never. */
async function workOnJobs(play: Play): Promise<void> {
  const { lane, matter } = play
  for (const job of await listJobs(lane.owner)) {
    const goesWrong = matter.jobGoesWrong()
    if (goesWrong ? matter.script.below(2) === 0 : job.dueAt > matter.now) continue
    if (goesWrong && matter.script.below(4) === 0) {
      matter.trace.add(`a job is lost`)
      await forgetJob(lane.owner, job.id)
      continue
    }
    await finish(play, [await beginJob(play, job)])
    if (!goesWrong) await forgetJob(lane.owner, job.id)
  }
}

function beginJob(play: Play, { kind, ref }: SimulatedJob): Promise<Begun> {
  const { handlers } = play.lane
  return beginWork(play, `job ${kind}`, () =>
    kind === 'mail' ? handlers.deliverMail(ref as OutboxId) : handlers.performDue(ref as SessionId),
  )
}

const MOST_ROUNDS = 40
const MAIL_WAITS_MS = 12 * HOUR_MS

/** Nothing goes wrong any more: what is open is asked again, what is due is done, and in the end all is told. */
async function endInFairWeather(play: Play): Promise<void> {
  const { matter, lane, requests, chronicle } = play
  matter.clearUp()
  await matter.finishLines()
  matter.moveClock(matter.latestNow, 'is right again')
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    await finish(play, [await beginWork(play, 'sweep', () => lane.handlers.sweep())])
    for (const job of await listJobs(lane.owner)) {
      await forgetJob(lane.owner, job.id)
      await finish(play, [await beginJob(play, job)])
    }
    for (const request of requests.filter(({ isOpen, command }) => isOpen && isKeyed(command))) {
      await finish(play, [await beginRequest(play, request)])
      request.isOpen = false
    }
    const { session } = committedOf(play)
    if (session.state.phase !== 'ended') {
      if (matter.script.below(3) === 0 || session.state.phase === 'terms') {
        const end = await makeRequest(play, { type: 'end', side: 'plaintiff', reason: 'enough' })
        await finish(play, [await beginRequest(play, end)])
      }
    } else if (await isAllMailSent(play)) return
    // To the end of the session, if it is let run; then as far as mail is put off.
    const { endsAt } = chronicle.reference.observe()
    matter.moveClock(Math.max(endsAt ?? 0, matter.now + MAIL_WAITS_MS), 'goes on')
  }
  throw new Violation('the matter never comes to its end')
}

async function isAllMailSent({ lane }: Play): Promise<boolean> {
  const { rows } = await lane.owner.query(
    'select 1 from app.mail_outbox where sent_at is null and given_up_at is null limit 1',
  )
  return rows.length === 0 && (await listJobs(lane.owner)).length === 0
}

import { HOUR_MS } from '../../src/domain/deadlines.ts'
import { otherSide, SIDES } from '../../src/domain/side.ts'
import { type Script, stepOf } from '../support/model/generated-steps.ts'
import type { ScriptCommand } from '../support/model/script.ts'
import {
  type Begun,
  beginConflict,
  beginJob,
  beginRead,
  beginRequest,
  beginWork,
  finish,
  settleTerms,
} from './begin-work.ts'
import { checkWholeMatter } from './check-whole-matter.ts'
import { Violation } from './chronicle.ts'
import type { Lane } from './lane.ts'
import { committedOf, makeRequest } from './make-request.ts'
import { openPlay, type Play } from './play.ts'
import { isKeyed } from './request.ts'
import type { SimulatedJob } from './simulated-jobs.ts'
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
  const matter = new SimulatedMatter(seed, lane.threads)
  const { trace } = matter
  try {
    const play = await openPlay(lane, matter, matter.script.below(4) === 0 ? 'smtp' : 'inbox')
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
    const leaves = matter.weather.givenUp > 0 && dice.hits(150)
    // What is left at work in the matcher may be what makes the deal.
    const meeting = leaves && dice.below(2) === 0 ? entryThatMeets(play) : null
    const lines: Begun[] = [await begin(play, meeting ?? first.command)]
    while (lines.length < 3 && dice.hits(300)) lines.push(await begin(play, next().command))
    await finish(play, lines, leaves ? (wanted) => matter.leave(wanted) : undefined)
    await followOrphan(play)
    await workOnJobs(play)
    const renewed = first.command.type === 'propose-session' && script.startOpen
    if (renewed && chronicle.reference.observe().phase === 'terms') await settleTerms(play)
  }
}

/** In adjustment, an entry of the number that stands on the other side; null where none does. */
function entryThatMeets(play: Play): ScriptCommand | null {
  const { phase, sides } = committedOf(play).session.state
  if (phase !== 'adjustment') return null
  for (const waiting of SIDES) {
    const { standing } = sides[waiting]
    const entered = standing && play.chronicle.numbers.get(standing.entryId)
    if (entered) {
      return { type: 'enter', side: otherSide(waiting), number: entered.number, step: 'adjustment' }
    }
  }
  return null
}

/** What comes while a call is still at work that nobody waits for any more: it may be recorded after this. */
async function followOrphan(play: Play): Promise<void> {
  const { matter } = play
  const dice = matter.script
  while (matter.lines.length > 0 && dice.hits(700)) {
    // In half of the cases it is recorded after all of this, unless this has to wait for it.
    const held = dice.below(2) === 0 ? matter.lines : []
    matter.moveClock(matter.now + 1 + dice.below(2_000), 'while a call is under way')
    const sides = matter.lines.flatMap(({ request }) => request?.command.side ?? [])
    // As a rule by the side whose call it is.
    const side = dice.pick([...SIDES, ...sides, ...sides])
    const command = dice.pick<ScriptCommand>([
      { type: 'switch-keep-running', side, on: true },
      { type: 'switch-keep-running', side, on: false },
      { type: 'change-lead', side },
      { type: 'change-lead', side },
      { type: 'withdraw', side },
      { type: 'end', side, reason: 'enough' },
    ])
    const begun = [await begin(play, command)]
    await finish(play, begun, (lines) => matter.runUntilOver(lines, held))
  }
}

async function begin(play: Play, command: ScriptCommand): Promise<Begun> {
  const { matter, requests } = play
  const dice = matter.script
  const kind = dice.below(100)
  const sent = requests.filter(({ command }) => isKeyed(command))
  if (kind < 12 && sent.length > 0) return beginRequest(play, dice.pick(sent))
  const answered = sent.filter(({ answer }) => answer !== null)
  if (kind < 15 && answered.length > 0) return beginConflict(play, dice.pick(answered))
  if (kind < 19) return beginWork(play, 'sweep', () => play.lane.handlers.sweep(new AbortController().signal))
  if (kind < 25) return beginRead(play)
  if (kind < 27) return beginWork(play, 'keep keys', () => play.lane.keepKeys())
  // A seat with nobody to hand over to has its number withdrawn instead.
  const isPossible = command.type !== 'change-lead' || play.cast[command.side].length > 1
  const request = await makeRequest(play, isPossible ? command : { type: 'withdraw', side: command.side })
  requests.push(request)
  return beginRequest(play, request)
}

/** Some of the jobs, some of them before their time, twice, by two workers at once, or never. */
async function workOnJobs(play: Play): Promise<void> {
  const { matter } = play
  for (const job of await play.jobs.list()) {
    const goesWrong = matter.jobGoesWrong()
    if (goesWrong ? matter.script.below(2) === 0 : job.dueAt > matter.now) continue
    if (goesWrong && matter.script.below(4) === 0) {
      matter.trace.add(`a job is lost`)
      play.jobs.forget(job)
      continue
    }
    if (goesWrong && matter.script.below(3) === 0) await workTwiceOn(play, job)
    else await finish(play, [await beginJob(play, job)])
    if (!goesWrong) play.jobs.forget(job)
  }
}

/** Two workers have the same job at once. One of them attempts a mail, unless the other dies at it or its lease runs out. */
async function workTwiceOn(play: Play, job: SimulatedJob): Promise<void> {
  const { matter } = play
  const { now, deaths } = matter
  const attempts = await countAttempts(play, job)
  await finish(play, [await beginJob(play, job), await beginJob(play, job)])
  const isQuiet = matter.now === now && matter.deaths === deaths
  if (isQuiet && (await countAttempts(play, job)) > attempts + 1) {
    throw new Violation('two workers had one mail at a time')
  }
}

async function countAttempts({ lane }: Play, { kind, ref }: SimulatedJob): Promise<number> {
  if (kind !== 'mail') return 0
  const { rows } = await lane.owner.query('select attempts from app.mail_outbox where id = $1', [ref])
  return rows[0]?.attempts ?? 0
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
    await finish(play, [
      await beginWork(play, 'sweep', () => lane.handlers.sweep(new AbortController().signal)),
    ])
    await hasNothingDue(play)
    for (const job of await play.jobs.list()) {
      play.jobs.forget(job)
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

/** A sweep makes up for whatever job was lost. */
async function hasNothingDue({ lane, matter, matterId }: Play): Promise<void> {
  const { rows } = await lane.owner.query(
    'select 1 from app.sessions where matter_id = $1 and ended_at is null and next_due_at <= $2',
    [matterId, matter.now],
  )
  if (rows.length > 0) throw new Violation('a sweep has left undone what is due')
}

async function isAllMailSent({ lane, jobs }: Play): Promise<boolean> {
  const { rows } = await lane.owner.query(
    'select 1 from app.mail_outbox where sent_at is null and given_up_at is null limit 1',
  )
  return rows.length === 0 && (await jobs.list()).length === 0
}

import { DAY_MS, type Instant } from '../../src/domain/deadlines.ts'
import type { Thread, Threads } from '../support/threads/threads.ts'
import { TEST_START } from '../support/virtual-clock.ts'
import type { Chronicle } from './chronicle.ts'
import { Dice } from './dice.ts'
import type { Line, Process } from './line.ts'
import { Trace } from './trace.ts'
import { FAIR, type Weather, weatherOf } from './weather.ts'

/** How many processes serve requests and jobs at a time. */
const PROCESSES = 3

/** Out of hand if a matter takes more: somebody waits for somebody for ever. */
const MOST_STEPS = 20_000

/** One matter as it is simulated: its clock, its chance, what goes wrong, and what has become of it. */
export class SimulatedMatter {
  readonly trace = new Trace()
  /** What people do. */
  readonly script: Dice
  /** The server's ids. */
  readonly ids: Dice
  readonly #faults: Dice
  readonly #turns: Dice
  readonly #threads: Threads
  /** Read at each commit of the server; null until there is something to read. */
  chronicle: Chronicle | null = null
  weather: Weather
  now: Instant = TEST_START
  /** The latest that the clock has read; behind it the matcher may refuse instants that the session needs. */
  latestNow: Instant = TEST_START
  readonly draw: number
  readonly #processes: Process[]
  readonly #isTossed: boolean
  readonly #ranks = new WeakMap<Thread, number>()
  /** How often a process died. */
  deaths = 0
  #begunAnew = 0
  #steps = 0
  #lines = 0

  constructor(seed: string, threads: Threads) {
    this.script = new Dice(`${seed}/script`)
    this.ids = new Dice(`${seed}/ids`)
    this.#faults = new Dice(`${seed}/faults`)
    this.#turns = new Dice(`${seed}/turns`)
    this.#threads = threads
    this.weather = weatherOf(this.#faults)
    this.#isTossed = this.#turns.below(3) === 0
    this.draw = this.script.below(1000) / 1000
    this.#processes = Array.from({ length: PROCESSES }, (_, index) => newProcess(index, 0))
  }

  get fair(): boolean {
    return this.weather === FAIR
  }

  /** From here on nothing goes wrong any more. */
  clearUp(): void {
    this.weather = FAIR
    this.trace.add('fair weather')
  }

  get clockIsOdd(): boolean {
    return this.now < this.latestNow
  }

  /** Whether it has moved while somebody was at work. */
  clockHasMoved = false

  moveClock(to: Instant, why: string): void {
    if (this.lines.length > 0) this.clockHasMoved = true
    this.now = to
    this.latestNow = Math.max(this.latestNow, to)
    this.trace.add(`clock ${to - TEST_START} ${why}`)
    for (const line of this.lines) {
      line.readings?.push(to)
      line.isTouched = true
    }
  }

  anyProcess(): Process {
    const index = this.#turns.below(PROCESSES)
    const process = this.#processes[index]
    if (process?.isAlive) return process
    this.#begunAnew += 1
    const next = newProcess(index, this.#begunAnew)
    this.#processes[index] = next
    return next
  }

  get lines(): readonly Line[] {
    return this.#threads.live as readonly Line[]
  }

  nextLabel(what: string): string {
    this.#lines += 1
    return `${this.#lines} ${what}`
  }

  note(line: Line, sql: string): void {
    this.trace.add(`  ${line.label} | ${sql.slice(0, 60)}`)
  }

  /** What the server tells its operator, that neither a fault nor an odd clock explains. */
  readonly complaints: string[] = []

  logged(line: Line | null, text: string): void {
    const isExplained = line && (line.isTouched || !line.process.isAlive || this.clockIsOdd)
    // After four days of failing.
    const isAboutMail = text.includes('a mail was given up')
    if (!isExplained && !isAboutMail) this.complaints.push(text)
  }

  touch(line: Line, why: string): void {
    line.isTouched = true
    this.trace.add(`${line.label}: ${why}`)
  }

  dies(atCommit: boolean): boolean {
    return this.#faults.hits(atCommit ? this.weather.death : this.weather.death / 10)
  }

  matcherFails(atCommit: boolean): boolean {
    return this.#faults.hits(atCommit ? this.weather.matcherTrouble : this.weather.matcherTrouble / 10)
  }

  fateOfCall(): 'answered' | 'down' | 'lost' {
    if (this.#faults.hits(this.weather.matcherDown)) return 'down'
    return this.#faults.hits(this.weather.answerLost) ? 'lost' : 'answered'
  }

  jobGoesWrong(): boolean {
    return this.#faults.hits(this.weather.job)
  }

  mailGoesWrong(): boolean {
    return this.#faults.hits(this.weather.mail)
  }

  kill(process: Process, when: string): void {
    process.isAlive = false
    this.trace.add(`${process.name} dies ${when}`)
    this.deaths += 1
    const dying = this.lines.filter((line) => line.process === process)
    // What it has asked of the matcher may be done while others are at work.
    if (dying.some(({ giveUp }) => giveUp !== null)) for (const line of this.lines) line.isTouched = true
    for (const line of dying) line.giveUp?.()
  }

  /**
   * Lets the lines that are there go on, one statement at a time, until those of `wanted` are over. Those `held` stand still unless
   * nobody else can go on.
   */
  async runUntilOver(wanted: readonly Line[], held: readonly Thread[] = []): Promise<void> {
    while (wanted.some(({ isOver }) => !isOver)) await this.#turn(held)
  }

  /** As `runUntilOver`; but whoever waits for the matcher gives up at once, and what it was asked for stands still. */
  async leave(wanted: readonly Line[]): Promise<void> {
    while (wanted.some(({ isOver }) => !isOver)) {
      for (const line of this.lines) if (line.giveUp !== null) await this.#giveUp(line)
      await this.#turn(this.lines.filter(({ process }) => process.name === 'matcher'))
    }
  }

  /** Calls in the matcher that nobody waits for any more may stay where they are; at the end they go on. */
  async finishLines(): Promise<void> {
    while (this.lines.length > 0) await this.#turn([])
  }

  async #turn(held: readonly Thread[]): Promise<void> {
    this.#steps += 1
    if (this.#steps > MOST_STEPS) throw new Error('the lines of this matter never end')
    await this.#meddle()
    const standing = this.#threads.standing
    if (standing.length === 0) {
      // Only the server's own look for deadlocks can help; it ends one of them.
      await this.#threads.waitForChange()
      return
    }
    const free = standing.filter((thread) => !held.includes(thread))
    await this.#threads.step(this.#nextOf(free.length > 0 ? free : standing))
  }

  /**
   * Either any of them, or the one that comes first by an order that changes now and then: so that one line is also left
   * standing for long while others come and go, which no toss at each statement brings about.
   */
  #nextOf(standing: readonly Thread[]): Thread {
    if (this.#isTossed) return this.#turns.pick(standing)
    const rank = (thread: Thread) => {
      const known = this.#ranks.get(thread) ?? this.#turns.below(1_000_000)
      this.#ranks.set(thread, known)
      return known
    }
    const first = standing.reduce((best, thread) => (rank(thread) > rank(best) ? thread : best))
    if (this.#turns.hits(40)) this.#ranks.set(first, this.#turns.below(1_000_000))
    return first
  }

  /** What happens between two statements, whoever's they are. */
  async #meddle(): Promise<void> {
    const waiting = this.lines.filter(({ giveUp }) => giveUp !== null)
    if (waiting.length > 0 && this.#faults.hits(this.weather.givenUp)) {
      await this.#giveUp(this.#faults.pick(waiting))
    }
    if (this.#faults.hits(this.weather.killed)) {
      this.kill(this.#faults.pick(this.#processes), 'while its requests stand')
      await this.#threads.settle()
    }
    if (this.#faults.hits(this.weather.clockMoves)) this.moveClock(this.#movedNow(), 'meanwhile')
  }

  async #giveUp(line: Line): Promise<void> {
    this.touch(line, 'gives up waiting for the matcher')
    line.giveUp?.()
    for (const each of this.lines) each.isTouched = true
    await this.#threads.settle()
  }

  #movedNow(): Instant {
    const kind = this.#faults.below(10)
    if (kind < 4) return this.now + this.#faults.below(4_000)
    if (kind < 7) return this.now + this.#faults.below(60_000)
    return this.now + (kind < 8 ? -1 : 1) * this.#faults.below(DAY_MS)
  }
}

function newProcess(index: number, deaths: number): Process {
  return { name: `process ${index + 1}.${deaths}`, isAlive: true }
}

import type { Dice } from './dice.ts'

/** How often things go wrong in one simulated matter, per mille of the occasions. */
export type Weather = {
  /** A web process or a worker dies before or after a commit (each), or before another statement (a tenth of it). */
  readonly death: number
  /** A web process dies while its requests stand somewhere, at each step of the scheduler. */
  readonly killed: number
  /** The matcher's transaction fails before or after its commit (each), or before another statement (a tenth of it). */
  readonly matcherTrouble: number
  /** The matcher is down for a call. */
  readonly matcherDown: number
  /** Its answer is lost after the record was made. */
  readonly answerLost: number
  /** The caller gives up while the matcher is still at work, at each step of the scheduler. */
  readonly givenUp: number
  /** The clock moves while requests are under way, at each step of the scheduler. */
  readonly clockMoves: number
  /** A job is taken before its time, is forgotten, or stays to be done again. */
  readonly job: number
  readonly mail: number
}

export const FAIR: Weather = {
  death: 0,
  killed: 0,
  matcherTrouble: 0,
  matcherDown: 0,
  answerLost: 0,
  givenUp: 0,
  clockMoves: 0,
  job: 0,
  mail: 0,
}

const ROUGH: Weather = {
  death: 30,
  killed: 3,
  matcherTrouble: 30,
  matcherDown: 40,
  answerLost: 40,
  givenUp: 40,
  clockMoves: 6,
  job: 250,
  mail: 250,
}

/** One matter in five has fair weather, so that the rules themselves are seen at work; others one kind of trouble, or all. */
export function weatherOf(dice: Dice): Weather {
  const kind = dice.below(10)
  if (kind < 2) return { ...FAIR, job: 250 }
  if (kind < 6) return ROUGH
  if (kind === 6) return { ...FAIR, death: 60, killed: 8, job: 500 }
  if (kind === 7) return { ...FAIR, matcherTrouble: 60, matcherDown: 80, answerLost: 80 }
  if (kind === 8) return { ...FAIR, givenUp: 150, clockMoves: 20 }
  return { ...ROUGH, killed: 20, givenUp: 120 }
}

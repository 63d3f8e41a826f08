import { HOUR_MS, OPENING_MS, SESSION_MS } from '../../src/domain/deadlines.ts'
import { otherSide, SIDES, type Side } from '../../src/domain/side.ts'
import type { Dice } from './dice.ts'
import type { Act, Doing, Offset } from './world.ts'

/** What a pair of worlds has in common: how its sessions end, and all that both sides see. */
export type Plan = {
  readonly words: string
  readonly shared: readonly Act[]
  /** When numbers are entered at will, at most how many acts a side. */
  readonly windows: readonly Window[]
  /** About when both sides are at it: who negotiates does so on some days, and both on the same. */
  readonly busyAt: readonly Offset[]
  /** Instants at which something is due. */
  readonly deadlines: readonly Offset[]
  /** Where the numbers meet: who moves, when, and since when the other's stands. */
  readonly crossing: { readonly mover: Side; readonly at: Offset; readonly standsFrom: Offset } | null
  /** The last that happens. */
  readonly endsAt: Offset
}

type Window = { readonly from: Offset; readonly until: Offset; readonly most: number }

/** How long before the last two entries a seat is quiet, but for a few: the entry limit must not refuse those. */
const QUIET_MS = 50 * HOUR_MS
const MINUTE_MS = 60_000

export function planOf(roll: Dice, observer: Side): Plan {
  const course = courseOf(roll, observer)
  const busyAt = course.windows.flatMap(({ from, until, most }) =>
    roll.times(Math.ceil(most / 4), () => roll.between(from, until)),
  )
  return { ...course, busyAt }
}

type Course = Omit<Plan, 'busyAt'>

function courseOf(roll: Dice, observer: Side): Course {
  const one = roll.between(1, 100)
  if (one <= 32) return dealInAdjustment(roll, observer, { from: 0, words: 'a deal in adjustment' })
  if (one <= 44) return dealAtClose(roll, observer)
  if (one <= 56) return dealAfterExtension(roll, observer)
  if (one <= 68) return noDeal(roll)
  if (one <= 80) return endedBySide(roll)
  return secondSession(roll, observer)
}

function shared(name: string, at: Offset, side: Side, does: Doing): Act {
  return { name, at, side, matter: 'main', does }
}

/** Messages and switches that both sides see; never both switches on. */
function chatter(roll: Dice, from: Offset, until: Offset): Act[] {
  const side = roll.pick(SIDES)
  return [
    ...roll.times(roll.between(0, 2), (n) => {
      const text = `About exhibit ${roll.between(1, 99)}`
      return shared(`message-${from}-${n}`, roll.between(from, until), roll.pick(SIDES), {
        type: 'write',
        text,
      })
    }),
    ...roll.times(roll.between(0, 2), (n) =>
      shared(`switch-${from}-${n}`, roll.between(from, until), side, {
        type: 'keep-running',
        on: roll.chance(60),
      }),
    ),
  ]
}

function moverOf(roll: Dice, observer: Side): Side {
  return roll.chance(50) ? observer : otherSide(observer)
}

function dealInAdjustment(
  roll: Dice,
  observer: Side,
  { from, words }: { readonly from: Offset; readonly words: string },
): Course {
  const at = from + roll.between(110 * HOUR_MS, 700 * HOUR_MS)
  const standsFrom = at - roll.between(1, 20 * HOUR_MS)
  const quietFrom = at - QUIET_MS
  return {
    words,
    shared: chatter(roll, from + MINUTE_MS, standsFrom - 1),
    windows: [
      { from: from + MINUTE_MS, until: quietFrom, most: 12 },
      { from: at - 23 * HOUR_MS, until: standsFrom - 1, most: 3 },
      { from: at + MINUTE_MS, until: at + HOUR_MS - 1, most: 3 },
    ],
    deadlines: [from + OPENING_MS],
    crossing: { mover: moverOf(roll, observer), at, standsFrom },
    endsAt: at,
  }
}

function dealAtClose(roll: Dice, observer: Side): Course {
  const at = OPENING_MS - roll.between(1, HOUR_MS)
  const standsFrom = at - roll.between(0, HOUR_MS)
  return {
    words: 'a deal at the close of opening',
    shared: chatter(roll, MINUTE_MS, standsFrom - 1),
    windows: [
      { from: MINUTE_MS, until: 20 * HOUR_MS, most: 10 },
      { from: 24 * HOUR_MS, until: standsFrom - 1, most: 3 },
      { from: OPENING_MS, until: OPENING_MS + HOUR_MS - 1, most: 3 },
    ],
    deadlines: [],
    crossing: { mover: moverOf(roll, observer), at, standsFrom },
    endsAt: OPENING_MS,
  }
}

function bothKeepRunning(roll: Dice): Act[] {
  return SIDES.map((side) =>
    shared(`keep-${side}`, roll.between(HOUR_MS, SESSION_MS - 1), side, { type: 'keep-running', on: true }),
  )
}

function dealAfterExtension(roll: Dice, observer: Side): Course {
  const deal = dealInAdjustment(roll, observer, { from: SESSION_MS, words: 'kept running once, then a deal' })
  return {
    ...deal,
    shared: bothKeepRunning(roll),
    windows: [{ from: MINUTE_MS, until: SESSION_MS - HOUR_MS, most: 10 }, ...deal.windows.slice(1)],
    deadlines: [OPENING_MS, SESSION_MS],
  }
}

function noDeal(roll: Dice): Course {
  const isKept = roll.chance(40)
  const endsAt = isKept ? 2 * SESSION_MS : SESSION_MS
  const off = shared('keep-off', endsAt - roll.between(1, 40 * HOUR_MS), roll.pick(SIDES), {
    type: 'keep-running',
    on: false,
  })
  return {
    words: isKept ? 'kept running once, then no deal' : 'no deal in the time given',
    shared: isKept ? [...bothKeepRunning(roll), off] : chatter(roll, MINUTE_MS, endsAt - 1),
    windows: [
      { from: MINUTE_MS, until: endsAt - 1, most: 16 },
      { from: endsAt, until: endsAt + HOUR_MS - 1, most: 2 },
    ],
    deadlines: isKept ? [OPENING_MS, SESSION_MS] : [OPENING_MS],
    crossing: null,
    endsAt,
  }
}

function endedBySide(roll: Dice): Course {
  const endsAt = roll.between(2 * HOUR_MS, 700 * HOUR_MS)
  const reason = roll.chance(50) ? 'We are too far apart.' : ''
  return {
    words: 'ended by a side',
    shared: [
      ...chatter(roll, MINUTE_MS, endsAt - 1),
      shared('end', endsAt, roll.pick(SIDES), { type: 'end', reason }),
    ],
    windows: [
      { from: MINUTE_MS, until: endsAt - 1, most: 14 },
      { from: endsAt, until: endsAt + HOUR_MS - 1, most: 2 },
    ],
    deadlines: endsAt > OPENING_MS + HOUR_MS ? [OPENING_MS] : [],
    crossing: null,
    endsAt,
  }
}

function secondSession(roll: Dice, observer: Side): Course {
  const first = endedBySide(roll)
  const proposedAt = first.endsAt + roll.between(1, 30 * HOUR_MS)
  const opensAt = proposedAt + 4 * HOUR_MS
  const terms = SIDES.flatMap((side, n) => [
    shared(`skip-${side}`, proposedAt + (n + 1) * HOUR_MS, side, { type: 'skip-terms' }),
    shared(`accept-${side}`, proposedAt + (n + 3) * HOUR_MS, side, { type: 'accept-rules' }),
  ])
  const deal = dealInAdjustment(roll, observer, { from: opensAt, words: 'a second session with a deal' })
  return {
    ...deal,
    shared: [
      ...first.shared,
      shared('propose', proposedAt, roll.pick(SIDES), { type: 'propose' }),
      ...terms,
      ...deal.shared,
    ],
    windows: [{ from: MINUTE_MS, until: first.endsAt, most: 8 }, ...deal.windows],
    deadlines: [],
  }
}

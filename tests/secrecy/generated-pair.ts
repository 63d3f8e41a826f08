import { HOUR_MS } from '../../src/domain/deadlines.ts'
import { otherSide, SIDES, type Side } from '../../src/domain/side.ts'
import { type Dice, dice } from './dice.ts'
import { type Plan, planOf } from './generated-plan.ts'
import type { Act, Doing, Look, MatterName, Offset, Pair, PairKind, Skew, World } from './world.ts'

/** What the side enters last that does not move; the deal number differs from it by at most `MOST_OFF`, in whole units. */
const LAST = 150_000
const MOST_OFF = 5
const UNIT = 100n

/** Far from each other until the last move. */
const RANGES = { plaintiff: [300_000, 390_000], defendant: [10_000, 100_000] } as const

/** So many pairs of worlds have their first world in common: the observer's own acts, and a way in which the session ends. */
const PAIRS_A_GROUP = 3

export function groupOf(index: number): number {
  return Math.floor(index / PAIRS_A_GROUP)
}

/** The pair with this number under this seed, whatever other pairs are asked for. */
export function generatedPair(seed: number, index: number, kind: PairKind): Pair {
  const name = `${seed}/${groupOf(index)}/${kind}`
  const roll = dice(name)
  const side = roll.pick(SIDES)
  const plan = planOf(roll, side)
  const variant = 1 + (index % PAIRS_A_GROUP)
  // Where the numbers meet in one world alone, both look the same up to the answer to the act that they meet by.
  const meetsInOne =
    kind !== 'operator' && plan.crossing?.mover === side && dice(`${name}/${variant}/meets`).chance(15)

  const skews = skewsOf(roll, plan)
  const timing = { plan, skews }
  const common = [...plan.shared, ...actsOf(roll, timing, side, 'own'), ...readingsOf(roll, plan, side)]
  const others = actsOf(roll, timing, otherSide(side), 'other')
  const looks = looksOf(roll, plan)
  const off = roll.chance(40) ? 0 : roll.between(1, MOST_OFF)

  const world = (n: number): World => {
    const ownRoll = dice(`${name}/${n}`)
    const acts = [
      ...(kind === 'activity' && n > 0 ? actsOf(ownRoll, timing, otherSide(side), 'other') : others),
      ...common,
    ].map((act) => withNumber(act, side, kind, ownRoll))
    const ending = endingOf(plan, side, ownRoll, { off, meets: !(meetsInOne && n > 0) })
    return { acts: inOrder([...acts, ...ending.acts]), looks, skews, draw: ending.draw }
  }
  return {
    kind,
    observer: kind === 'operator' ? 'operator' : side,
    endsInDeal: plan.crossing !== null && !meetsInOne,
    plan: plan.words,
    group: name,
    worlds: [world(0), world(variant)],
    alikeUntil: meetsInOne ? 'last' : null,
  }
}

/** Stable, so that of one instant the other side acts first. */
function inOrder(acts: readonly Act[]): Act[] {
  return [...acts].sort((a, b) => a.at - b.at)
}

/** What a side does with its number on its own, up to the last move: bursts past the entry limit among it. */
function actsOf(
  roll: Dice,
  { plan, skews }: { readonly plan: Plan; readonly skews: readonly Skew[] },
  side: Side,
  whose: 'own' | 'other',
): Act[] {
  const act = (index: number, at: Offset, does: Doing, matter: MatterName = 'main'): Act => ({
    name: `${whose}-${index}`,
    at,
    side,
    matter,
    does,
    isHidden: whose === 'other',
  })
  const acts: Act[] = []
  for (const { from, until, most } of plan.windows) {
    for (const _ of roll.times(roll.between(0, most), (index) => index)) {
      const at = roll.chance(8) ? nearOf(roll, plan, until) : someTime(roll, plan, from, until)
      acts.push(act(acts.length, at, doingOf(roll, whose), roll.chance(25) ? 'second' : 'main'))
    }
  }
  const [first] = plan.windows
  if (first && roll.chance(20)) {
    const at = roll.between(first.from, first.until)
    const burst = roll.times(roll.between(9, 13), (index) => at + index * 60_000)
    for (const each of burst) acts.push(act(acts.length, each, { type: 'enter', cents: 0n }))
  }
  // What the other side did a moment before the clock went back lies ahead of it when the observer acts.
  for (const { from, until, ms } of skews) {
    const back = ms < 0 ? from : until
    const apart = roll.between(1, Math.max(1, Math.floor(Math.abs(ms) / 3)))
    const at = whose === 'own' ? back + apart : back - apart
    if (whose === 'own' || roll.chance(50)) acts.push(act(acts.length, at, { type: 'enter', cents: 0n }))
  }
  return acts
}

/** The observer marks its notices read, now and then. */
function readingsOf(roll: Dice, { endsAt }: Plan, side: Side): Act[] {
  return roll.times(3, (n) => ({
    name: `read-${n}`,
    at: roll.between(HOUR_MS, endsAt - 1),
    side,
    matter: 'main',
    does: { type: 'read-notices' },
  }))
}

/** Within an hour or so of a time at which both sides are at it, if there is one; now and then at any time. */
function someTime(roll: Dice, { busyAt }: Plan, from: Offset, until: Offset): Offset {
  const [one, ...more] = busyAt.filter((at) => from <= at && at < until)
  if (one === undefined || roll.chance(15)) return roll.between(from, until)
  return Math.min(until, roll.pick([one, ...more]) + roll.between(0, HOUR_MS))
}

/** At a deadline to the millisecond, or just beside it. */
function nearOf(roll: Dice, { deadlines }: Plan, until: Offset): Offset {
  const near = deadlines.filter((at) => at + 1 < until)
  const [one, ...more] = near
  return one === undefined ? until : roll.pick([one, ...more]) + roll.between(-1, 1)
}

function doingOf(roll: Dice, whose: 'own' | 'other'): Doing {
  const at = roll.between(1, 100)
  if (at <= 62) return { type: 'enter', cents: 0n }
  if (at <= 80) return { type: 'withdraw' }
  if (at <= 86) return { type: 'repeat' }
  if (at <= 90) return { type: 'enter', cents: 0n, confirmedFor: 'the-other-step' }
  if (at <= 92) return { type: 'enter-garbage' }
  if (at <= 96) return { type: 'reveal' }
  return whose === 'own' ? { type: 'withdraw' } : { type: 'look' }
}

/** The observer's own numbers are the same in both worlds; nobody's are before the operator. */
function withNumber(act: Act, observer: Side, kind: PairKind, one: Dice): Act {
  if (act.does.type !== 'enter') return act
  const both = dice(`both/${act.name}/${act.at}`)
  // Now and then a number is the same before the operator too: what is made of it must not be.
  const isSame = kind === 'operator' ? both.chance(20) : act.side === observer
  const roll = isSame ? both : one
  const [least, most] = RANGES[act.side]
  const cents = BigInt(roll.between(least, most)) * UNIT + BigInt(roll.chance(30) ? roll.between(1, 99) : 0)
  return { ...act, does: { ...act.does, cents } }
}

/** The numbers that meet, if they do: of another overlap in each world, and of the same deal number. */
function endingOf(
  { crossing }: Plan,
  observer: Side,
  roll: Dice,
  { off, meets }: { readonly off: number; readonly meets: boolean },
): { readonly acts: readonly Act[]; readonly draw: bigint } {
  if (!crossing) return { acts: [], draw: 0n }
  const overlap = off === 0 && roll.chance(40) ? 0 : off + roll.between(1, 900)
  const cents = overlap > off ? BigInt(roll.between(0, 99)) : 0n
  const isPlaintiff = observer === 'plaintiff'
  const apart = isPlaintiff ? -BigInt(roll.between(1, 900)) * UNIT : BigInt(roll.between(1, 900)) * UNIT
  const beyond = BigInt(overlap) * UNIT + (cents > 0n ? cents - UNIT : 0n)
  const last = BigInt(LAST) * UNIT
  const opposite = meets ? (isPlaintiff ? last + beyond : last - beyond) : last + apart
  const dealNumber = BigInt(isPlaintiff ? LAST + off : LAST - off)
  const demand = isPlaintiff ? last : opposite
  const act = (name: string, side: Side, cents: bigint): Act => ({
    name,
    at: side === crossing.mover ? crossing.at : crossing.standsFrom,
    side,
    matter: 'main',
    does: { type: 'enter', cents },
  })
  return {
    acts: [act('opposite', otherSide(observer), opposite), act('last', observer, last)],
    // The whole units from the demand on, of which this is the deal number.
    draw: meets ? dealNumber - (demand + UNIT - 1n) / UNIT : 0n,
  }
}

function looksOf(roll: Dice, { endsAt }: Plan): Look[] {
  const look = (at: Offset, what: Look['what']): Look => ({ at, what, share: roll.between(0, 4) })
  return [
    look(roll.between(HOUR_MS, Math.min(47 * HOUR_MS, endsAt - 1)), 'api'),
    look(roll.between(HOUR_MS, endsAt - 1), 'data'),
    look(roll.between(HOUR_MS, endsAt - 1), 'data'),
    look(endsAt - roll.between(1, 40 * 60_000), 'pages'),
    look(endsAt + roll.between(0, 60_000), 'data'),
    look(endsAt + HOUR_MS, 'pages'),
  ]
}

/** A step of the clock, and back; none near the end, so that its instant is the same. */
function skewsOf(roll: Dice, { windows }: Plan): Skew[] {
  const [window] = windows
  if (!window || !roll.chance(60)) return []
  const from = roll.between(window.from, window.until)
  const until = from + roll.between(1, 5 * HOUR_MS)
  const most = roll.pick([1, 4_000, 20_000, HOUR_MS] as const)
  return [{ from, until, ms: roll.between(-most, most) }]
}

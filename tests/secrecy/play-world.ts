import { performDueOf } from '../../src/server/sessions/sweep-due.ts'
import { openActors } from './act-over-http.ts'
import { inOneText } from './raw-request.ts'
import type { Seen } from './watch.ts'
import { watchAsOperator } from './watch-as-operator.ts'
import { watchAsSide } from './watch-as-side.ts'
import { type Act, clockAt, type Look, type Observer, type Offset, type World } from './world.ts'
import type { WorldServer } from './world-server.ts'

/** A world as the observer got to know it. */
export type Trace = {
  readonly seen: readonly Seen[]
  /** How many of them came before the end of the act of this name, its answer among them. */
  countUpTo(name: string): number
  readonly sealed: readonly string[]
}

/** Plays a world from its beginning, over HTTP, as the browsers of both sides and a punctual worker would. */
export async function playWorld(world: WorldServer, observer: Observer, script: World): Promise<Trace> {
  const { server, opensAt } = world
  await world.begin()
  server.draw.next(script.draw)
  const watch = observer === 'operator' ? watchAsOperator(world) : await watchAsSide(world, observer)
  const actors = openActors(world)
  const counts = new Map<string, number>()
  let off = 0
  try {
    for (const { at, acts, looks } of momentsOf(script)) {
      await workUntil(world, opensAt + at + off)
      const clock = clockAt(opensAt, script.skews, at)
      // Whoever only looks asks nothing of the matcher: the keys may wait.
      if (acts.length > 0) await world.setClock(clock)
      else server.clock.set(clock)
      // A clock that is put forward: what fell due meanwhile is late.
      if (clock !== opensAt + at + off) await workUntil(world, clock)
      off = clock - opensAt - at
      for (const act of acts) {
        world.chance.use(act.name)
        const answer = await actors.act(act)
        if (act.side === observer) watch.saw(at, `answer to ${act.name}`, inOneText(answer))
        counts.set(act.name, watch.seen.length)
      }
      const isHidden = acts.length > 0 && looks.length === 0 && acts.every((act) => act.isHidden)
      if (!isHidden) await watch.look(at, looks)
    }
  } finally {
    watch.close()
  }
  const { sealed } = watch
  const seen = withoutSealed(watch.seen, await listPublicKeys(world))
  return { seen, sealed, countUpTo: (name) => counts.get(name) ?? seen.length }
}

async function listPublicKeys({ server }: WorldServer): Promise<readonly string[]> {
  const rows = await server.ctx.db.selectFrom('sessions').select('publicKey').execute()
  return rows.map(({ publicKey }) => publicKey.toString('base64url'))
}

/**
 * What cryptography makes anew in each world: the key of a session that the world proposes, and the own numbers as they
 * come back, of which the length stays.
 */
function withoutSealed(seen: readonly Seen[], keys: readonly string[]): readonly Seen[] {
  const without = (text: string) =>
    keys
      .reduce((rest, key) => rest.replaceAll(key, 'PUBLIC-KEY'), text)
      .replace(/"sealed":"([\w-]*)"/, (_, { length }: string) => `"sealed":${length}`)
  return seen.map((each) => ({ ...each, text: without(each.text) }))
}

type Moment = { readonly at: Offset; readonly acts: readonly Act[]; readonly looks: readonly Look[] }

function momentsOf({ acts, looks, skews }: World): Moment[] {
  const times = [...acts, ...looks].map(({ at }) => at)
  const steps = skews.flatMap(({ from, until }) => [from, until])
  return [...new Set([...times, ...steps])]
    .sort((a, b) => a - b)
    .map((at) => ({
      at,
      acts: acts.filter((act) => act.at === at),
      looks: looks.filter((look) => look.at === at),
    }))
}

/** What is due is done at its instant, or at once where that has passed. */
async function workUntil(world: WorldServer, until: number): Promise<void> {
  const { chance } = world
  const { ctx, clock } = world.server
  for (let due = await world.nextDue(until); due; due = await world.nextDue(until)) {
    await world.setClock(Math.max(clock.now(), due.at))
    chance.use(`due/${due.sessionId}/${due.at}`)
    await performDueOf(ctx, due.sessionId)
  }
}

import { otherSide, type Side } from '../../src/domain/side.ts'
import type { Context } from '../../src/server/context.ts'
import { performDueOf } from '../../src/server/sessions/sweep-due.ts'
import { listenLive } from '../support/listen-live.ts'
import {
  commandOver,
  hours,
  type Negotiation,
  openMatterForTwo,
  openSession,
  sealOver,
} from '../support/negotiation.ts'
import { listQueuedMail } from '../support/queued-mail.ts'
import { openTable, type Table } from '../support/table.ts'
import type { TestServer } from '../support/test-server.ts'
import { TEST_START } from '../support/virtual-clock.ts'
import { withoutChance } from './without-chance.ts'

/** What one side does, at a time in hours after the opening. Amounts are whole units. */
export type Act = { readonly t: number } & (
  | { readonly type: 'enter'; readonly units: number }
  | { readonly type: 'withdraw' }
  | { readonly type: 'keep-running'; readonly on: boolean }
)

export type World = {
  readonly observer: Side
  readonly own: readonly Act[]
  readonly others: readonly Act[]
  /** What the draw answers, should the numbers overlap. */
  readonly draw: number
}

/** Times at which the observer looks at everything, besides the instants of its own acts. */
const LOOKS = [47.5, 130, 201]
/** When the worker wakes: to remind of the close of opening, and to close it. */
const WAKES = [24, 47, 48]
const PAGES = ['', '/number', '/activity', '/messages', '/terms', '/people']

/**
 * Plays a world over HTTP, with people of its own and the clock set back to where every world begins. Returns every byte
 * that reached the observer: answers to its commands, pages, lists, mail, live signals. (Of the deal's paper, which holds
 * ids inside compressed pages, it is shown elsewhere that it is the same for both sides.)
 */
export async function observe(server: TestServer, world: World): Promise<readonly string[]> {
  server.clock.set(TEST_START)
  const negotiation = await openMatterForTwo(server)
  await openSession(negotiation)
  const opensAt = server.clock.now()
  const table = openTable(negotiation, server.services)
  const { session, seat } = await table.join(world.observer)
  await table.join(otherSide(world.observer))
  const { viewer } = negotiation.people[world.observer]
  const live = await listenLive(server, {
    userId: viewer.userId,
    seat: { matterId: negotiation.matterId, seatId: seat.id },
  })

  // What the opening itself set off may have come before anybody listened, or after: it is no part of the worlds.
  await live.heard()
  const trace: string[] = []
  for (const { t, acts } of momentsOf(world)) {
    server.clock.set(opensAt + hours(t))
    server.draw.next(BigInt(world.draw))
    // The worker sees to what is due, whoever comes by.
    await performDueOf(server.ctx, session.id)
    for (const { side, act } of acts) {
      if (side === world.observer) trace.push(JSON.stringify([t, await actOver(negotiation, side, act)]))
      else await actUnseen(table, side, act)
    }
    if (LOOKS.includes(t)) trace.push(...(await lookAtAll(negotiation, world.observer)))
    const heard = await live.heard()
    if (heard.length > 0) trace.push(JSON.stringify([t, heard]))
  }
  live.close()
  // Mail of one instant is in no order.
  const mails = await listQueuedMail(server.ctx, viewer.email)
  trace.push(...mails.sort((a, b) => (a.subject < b.subject ? -1 : 1)).map((mail) => JSON.stringify(mail)))
  return withoutChance(trace, session.publicKey)
}

type Moment = { readonly t: number; readonly acts: readonly { readonly side: Side; readonly act: Act }[] }

/** In the order of time; at one time, the other side acts first. */
function momentsOf({ observer, own, others }: World): Moment[] {
  const acts = [
    ...others.map((act) => ({ side: otherSide(observer), act })),
    ...own.map((act) => ({ side: observer, act })),
  ]
  const seen = [...own.map(({ t }) => t), ...LOOKS, ...WAKES]
  const times = [...new Set([...acts.map(({ act }) => act.t), ...seen])].sort((a, b) => a - b)
  return times.map((t) => ({ t, acts: acts.filter(({ act }) => act.t === t) }))
}

function stepAt(t: number) {
  return t < 48 ? 'opening' : 'adjustment'
}

async function actUnseen(table: Table, side: Side, act: Act): Promise<void> {
  if (act.type === 'enter') await table.enter(side, stepAt(act.t), BigInt(act.units) * 100n)
  else if (act.type === 'withdraw') await table.withdraw(side)
  else await table.keepRunning(side, act.on)
}

async function actOver(negotiation: Negotiation, side: Side, act: Act) {
  if (act.type === 'withdraw') return commandOver(negotiation, side, 'withdrawals', {})
  if (act.type === 'keep-running') return commandOver(negotiation, side, 'keep-running', { on: act.on })
  const entry = await sealOver(negotiation, side, stepAt(act.t), BigInt(act.units) * 100n)
  return commandOver(negotiation, side, 'entries', entry)
}

async function lookAtAll({ server, matterId, people }: Negotiation, side: Side): Promise<string[]> {
  const addresses = [
    `/api/v1/matters/${matterId}/session`,
    '/matters',
    '/notices',
    ...PAGES.map((page) => `/matters/${matterId}${page}`),
    `/matters/${matterId}/deadlines.ics`,
  ]
  const seen: string[] = []
  for (const address of addresses) {
    const response = await fetch(`${server.url}${address}`, { headers: people[side].headers })
    const body = Buffer.from(await response.arrayBuffer()).toString('latin1')
    const headers = [...response.headers].filter(([name]) => name !== 'date').sort()
    seen.push(JSON.stringify([address, response.status, headers, body]))
  }
  return seen
}

/** The live signals for one open page. `heard` takes those of whatever was committed before. */
/**
 * Ids that grow: rows written in one instant are listed in the order of their ids, which chance would make another in each
 * world.
 */
export function withGrowingIds(ctx: Context): Context {
  let last = 0
  const newId = () => {
    last += 1
    return `00000000-0000-4000-8000-${last.toString(16).padStart(12, '0')}`
  }
  return { ...ctx, chance: { ...ctx.chance, newId } }
}

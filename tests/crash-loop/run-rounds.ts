import pg from 'pg'
import { SIDES } from '../../src/domain/side.ts'
import type { MailServer } from '../support/mail-server.ts'
import { askUntil } from './ask-until.ts'
import { findFaults, findLost, isAtRest, remember } from './find-faults.ts'
import { findMailFaults } from './find-mail-faults.ts'
import type { Installation } from './installation.ts'
import type { MailTroubles } from './mail-troubles.ts'
import { type FoundSession, readSession } from './read-session.ts'
import { type SeatClient, seatClient } from './seat-client.ts'
import type { SeededChance } from './seeded-chance.ts'
import { STAGES, stageMatters } from './stage-matters.ts'

const MATTERS_A_ROUND = 4
/**
 * A round that has not come to rest by then hangs, on however busy a machine: a sweep comes each minute, and a job is tried
 * again before.
 */
export const ROUND_LIMIT_MS = 1_200_000

export type Round = {
  readonly killed: readonly string[]
  readonly entries: number
  readonly deals: number
  readonly ended: number
  readonly faults: readonly string[]
}

export type Rounds = {
  /** Clients at work on matters of their own, while something is killed; then everything is looked at. */
  play(): Promise<Round>
  /** After the last round: looks at all that was ever done again, and at the mail. */
  finish(): Promise<{ readonly mails: number; readonly repeated: number; readonly faults: readonly string[] }>
}

type Played = { readonly sessionId: string; readonly clients: readonly SeatClient[] }

export function startRounds(
  installation: Installation,
  mail: { readonly server: MailServer; readonly troubles: MailTroubles },
  chance: SeededChance,
): Rounds {
  const all: Played[] = []

  async function play(): Promise<Round> {
    const limit = AbortSignal.timeout(ROUND_LIMIT_MS)
    await installation.whenServing()
    const ownerUrl = await askUntil(limit, installation.findOwnerUrl)
    const stages = Array.from({ length: MATTERS_A_ROUND }, () => chance.oneOf(STAGES))
    const matters = await stageMatters(limit, { installation, ownerUrl, stages, chance })
    await mail.troubles.allowKills(true)
    const killing = planKilling(installation, chance)
    const played = matters.map((matter) => ({
      sessionId: matter.sessionId as string,
      clients: SIDES.map((side) =>
        seatClient({ installation, matter, side, chance, sent: killing.aCommandWasSent }),
      ),
    }))
    all.push(...played)
    const running = Promise.all(played.flatMap(({ clients }) => clients.map((client) => client.run(limit))))
    const looking = killing.done.then(() => look(limit, played))
    await Promise.all([running.then(killing.nothingMoreIsSent), looking])
    await mail.troubles.allowKills(false)
    const found = await rest(limit, played)
    const faults = [
      ...(await looking),
      ...played.flatMap(({ clients }) => clients.flatMap(({ complaints }) => complaints)),
      ...played.flatMap(({ sessionId, clients }, index) =>
        findFaults(clients, found[index] as FoundSession).map((fault) => `${sessionId}: ${fault}`),
      ),
    ]
    return {
      killed: await killing.done,
      entries: sum(found.map(({ entries }) => entries.length)),
      deals: sum(found.map(({ deals }) => deals.length)),
      ended: found.filter(({ state }) => state.phase === 'ended').length,
      faults,
    }
  }

  /** Right after the restart, while the clients go on. */
  async function look(limit: AbortSignal, played: readonly Played[]): Promise<string[]> {
    await installation.whenServing()
    const known = played.map(({ clients }) => remember(clients))
    const found = await readAll(limit, played)
    return found.flatMap((session, index) =>
      findLost(known[index] ?? new Map(), session).map((fault) => `after the restart: ${fault}`),
    )
  }

  /** By the database alone: nobody looks at a page that would do what is due. */
  async function rest(limit: AbortSignal, played: readonly Played[]): Promise<readonly FoundSession[]> {
    return askUntil(limit, async () => {
      const found = await readAll(limit, played)
      return found.every(isAtRest) ? found : null
    })
  }

  function readAll(limit: AbortSignal, played: readonly Played[]): Promise<readonly FoundSession[]> {
    return asSuperuser(installation, limit, async (client) => {
      const found: FoundSession[] = []
      for (const { sessionId } of played) found.push(await readSession(client, sessionId))
      return found
    })
  }

  async function finish() {
    const limit = AbortSignal.timeout(ROUND_LIMIT_MS)
    await installation.whenServing()
    await passWaits(installation, limit)
    await installation.whenServing()
    const { known, givenUp } = await askUntil(limit, () => asSuperuser(installation, limit, listSent))
    const found = await rest(limit, all)
    const faults = all.flatMap(({ sessionId, clients }, index) =>
      findFaults(clients, found[index] as FoundSession).map((fault) => `at the end: ${sessionId}: ${fault}`),
    )
    const received = mail.server.received()
    const unanswered = new Set([...mail.troubles.unanswered].filter((id) => !givenUp.has(id)))
    return {
      mails: known.size,
      repeated: received.length - new Set(received.map(({ parsed }) => parsed.messageId)).size,
      faults: [...faults, ...findMailFaults(found, known, received, unanswered)],
    }
  }

  return { play, finish }
}

/**
 * Kills once so many commands were sent, which hits them at work, and sometimes once more a moment later, which hits the
 * restart.
 */
function planKilling(installation: Installation, chance: SeededChance) {
  const first = chance.oneOf(installation.targets)
  const atCommand = chance.between(1, 40)
  const second = chance.happens(0.4) ? chance.oneOf(installation.targets) : null
  const secondAfterMs = chance.between(0, 3_000)
  const { promise: done, resolve, reject } = Promise.withResolvers<readonly string[]>()
  let sent = 0
  let begun = false

  async function kill(): Promise<readonly string[]> {
    const killed = [await killOne(installation, first)]
    if (second === null) return killed
    const later = Promise.withResolvers<void>()
    setTimeout(later.resolve, secondAfterMs)
    await later.promise
    return [...killed, await killOne(installation, second)]
  }
  function begin(): void {
    if (begun) return
    begun = true
    kill().then(resolve, reject)
  }
  return {
    done,
    aCommandWasSent() {
      sent += 1
      if (sent === atCommand) begin()
    },
    nothingMoreIsSent: begin,
  }
}

async function killOne(installation: Installation, target: string): Promise<string> {
  return (await installation.kill(target)) > 0 ? target : `(no ${target})`
}

/**
 * A mail whose worker was killed waits for the end of that worker's lease, two minutes, and one whose connection broke for its
 * next attempt. Here they pass at once: every worker is killed, so that nobody has a lease any more, and starts anew.
 */
async function passWaits(installation: Installation, limit: AbortSignal): Promise<void> {
  await installation.kill(installation.workers)
  await asSuperuser(installation, limit, async (client) => {
    await client.query(
      'update app.mail_outbox set leased_until = null, next_attempt_at = 0 where sent_at is null',
    )
    await client.query("update jobs.job set start_after = now() where name = 'mail' and state = 'created'")
  })
}

type Outbox = { readonly known: ReadonlySet<string>; readonly givenUp: ReadonlySet<string> }

/**
 * The Message-IDs of the outbox, once everything in it is sent, or given up: a matter is staged as of weeks ago, its mail
 * with it, and what is older than four days is not tried again once it has failed.
 */
async function listSent(client: pg.Client): Promise<Outbox | null> {
  const { rows } = await client.query('select message_id, sent_at, given_up_at from app.mail_outbox')
  if (rows.some(({ sent_at, given_up_at }) => sent_at === null && given_up_at === null)) return null
  const idsOf = (some: typeof rows) => new Set<string>(some.map(({ message_id }) => message_id))
  return { known: idsOf(rows), givenUp: idsOf(rows.filter(({ given_up_at }) => given_up_at !== null)) }
}

/** Again, where there is no connection or it breaks: PostgreSQL may be killed at any time. */
async function asSuperuser<T>(
  installation: Installation,
  limit: AbortSignal,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const done = await askUntil(limit, async () => {
    const url = await installation.findOwnerUrl()
    if (url === null) return null
    const client = new pg.Client({ connectionString: url })
    let isThere = false
    client.on('error', () => {
      isThere = false
    })
    try {
      await client.connect()
      isThere = true
      return { value: await work(client) }
    } catch (error) {
      if (!isThere) return null
      throw error
    } finally {
      await client.end().catch(() => {})
    }
  })
  return done.value
}

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0)

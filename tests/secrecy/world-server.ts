import { Writable } from 'node:stream'
import pg from 'pg'
import pino from 'pino'
import type { Instant } from '../../src/domain/deadlines.ts'
import type { SessionId } from '../../src/domain/ids.ts'
import type { Side } from '../../src/domain/side.ts'
import type { Context } from '../../src/server/context.ts'
import { LIVE_CHANNEL } from '../../src/server/live/notify-live.ts'
import { deliverMail } from '../../src/server/mail/deliver-mail.ts'
import { openMail } from '../../src/server/mail/seal-mail.ts'
import type { OutboxId } from '../../src/server/mail/tables.ts'
import type { MatterSession } from '../../src/server/sessions/read-matter-session.ts'
import { keepTables } from '../support/kept-tables.ts'
import { type Negotiation, openMatterForTwo, openSession } from '../support/negotiation.ts'
import { createPerson } from '../support/people.ts'
import { startSmallSmtpServer } from '../support/small-smtp-server.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { createFreshMatcher } from './fresh-matcher.ts'
import { type NamedChance, namedChance } from './named-chance.ts'
import { dumpTables } from './operator-dump.ts'
import type { MatterName } from './world.ts'

/**
 * A real server on which worlds are played one after another. Each begins at the very same rows: two lawyers on the two
 * seats of two matters, whose sessions have just opened.
 */
export type WorldServer = {
  readonly server: TestServer
  readonly chance: NamedChance
  readonly negotiations: Readonly<Record<MatterName, Negotiation>>
  /** When the main matter's session opened; the second's did a moment before. */
  readonly opensAt: Instant
  /** Puts the clock there, and has the matcher do its daily work. */
  setClock(at: Instant): Promise<void>
  /** Everything is as it was before any world; nothing of an earlier one is left. */
  begin(): Promise<void>
  /** Sends the mail that was queued, as the worker does at once; answers the bytes of what came to `email`. */
  takeMail(email: string): Promise<readonly string[]>
  /** What has been logged since the last call, a line each. */
  takeLog(): readonly string[]
  /** What was put into the queue of jobs since the last call. */
  takeJobs(): readonly string[]
  /** Sends this topic to every stream of both matters: what was signalled before has come when it comes. */
  signalAll(topic: string): Promise<void>
  /** The session of which something is due next, by this instant. */
  nextDue(by: Instant): Promise<{ readonly sessionId: SessionId; readonly at: Instant } | null>
  readonly owner: pg.Client
  /** What was sealed before any world began: the same in all. */
  readonly sealedBefore: ReadonlySet<string>
  close(): Promise<void>
}

const LAWYERS = {
  plaintiff: { name: 'Paula Reyes', email: 'paula@reyeslaw.example', firm: 'Reyes Law' },
  defendant: { name: 'Daniel Okafor', email: 'daniel@okafor.example', firm: 'Okafor & Lund' },
}

export async function startWorldServer(clusterUrl: string): Promise<WorldServer> {
  const mail = await startSmallSmtpServer()
  const chance = namedChance()
  const fresh = await createFreshMatcher()
  const queued: OutboxId[] = []
  const jobs: string[] = []
  const lines: string[] = []
  const server = await startTestServer({
    clusterUrl,
    http: true,
    smtpUrl: mail.url,
    log: logInto(lines),
    change: (ctx) => ({
      ...ctx,
      chance,
      matcher: fresh.matcher,
      jobs: rememberingJobs(ctx.jobs, queued, jobs),
    }),
  })
  await fresh.open(server)
  const negotiations = await openBoth(server)
  const opensAt = server.clock.now()
  const owner = new pg.Client({ connectionString: server.ownerUrl })
  await owner.connect()
  const kept = await keepTables(server.ownerUrl)
  await fresh.remember()
  const sealedBefore = new Set((await dumpTables(owner)).flatMap(({ sealed }) => sealed))
  return {
    server,
    chance,
    negotiations,
    opensAt,
    owner,
    sealedBefore,
    async setClock(at) {
      server.clock.set(at)
      await fresh.keepKeys()
    },
    async begin() {
      server.clock.set(opensAt)
      await kept.restore()
      await fresh.restore()
      queued.length = 0
      jobs.length = 0
      lines.length = 0
    },
    async takeMail(email) {
      for (const id of await onlyTo(server.ctx, queued.splice(0), email)) await deliverMail(server.ctx, id)
      const came = mail.taken().map(({ raw }) => raw)
      mail.forget()
      return came
    },
    takeLog: () => lines.splice(0),
    takeJobs: () => jobs.splice(0),
    async signalAll(topic) {
      const signals = Object.values(negotiations).map(({ matterId }) =>
        JSON.stringify({ matterId, audience: 'both', topic }),
      )
      await owner.query({ name: 'signal', text: SIGNAL, values: [LIVE_CHANNEL, signals] })
    },
    async nextDue(by) {
      const due = { name: 'next-due', text: NEXT_DUE, values: [by] }
      const [row] = (await owner.query<{ id: SessionId; at: string }>(due)).rows
      return row ? { sessionId: row.id, at: Number(row.at) } : null
    },
    async close() {
      await kept.close()
      await owner.end()
      await fresh.matcher.close()
      await server.close()
      await mail.close()
    },
  }
}

async function openBoth(server: TestServer): Promise<WorldServer['negotiations']> {
  const people = {
    plaintiff: await createPerson(server.ctx, LAWYERS.plaintiff),
    defendant: await createPerson(server.ctx, LAWYERS.defendant),
  }
  const second = await openMatterForTwo(server, {
    people,
    caption: 'Reyes Farms v. Northgate Logistics, Inc.',
  })
  await openSession(second)
  server.clock.advance(1)
  const main = await openMatterForTwo(server, { people })
  await openSession(main)
  return { main, second }
}

/** Nothing works off the queue: what is due is done by whoever plays, and mail is sent when it is looked for. */
function rememberingJobs(jobs: Context['jobs'], queued: OutboxId[], written: string[]): Context['jobs'] {
  return {
    ...jobs,
    async enqueueMail(_tx, id, notBefore) {
      queued.push(id)
      written.push(JSON.stringify(['mail', id, notBefore]))
    },
    async enqueueSessionDue(_tx, sessionId, dueAt) {
      written.push(JSON.stringify(['session-due', sessionId, dueAt]))
    },
  }
}

const SIGNAL = 'select pg_notify($1, signal) from unnest($2::text[]) signal'
const NEXT_DUE = `
  select id, next_due_at as at from app.sessions where ended_at is null and next_due_at <= $1 order by next_due_at, id limit 1`

/** Those of the mails that go to this address, in the order given. */
async function onlyTo({ db, config }: Context, ids: readonly OutboxId[], email: string) {
  if (ids.length === 0) return []
  const rows = await db.selectFrom('mailOutbox').select(['id', 'sealed']).where('id', 'in', ids).execute()
  const isTo = ({ id, sealed }: (typeof rows)[number]) =>
    sealed !== null && openMail(config.secrets.outbox, id, sealed).to.email === email
  const found = new Set(rows.filter(isTo).map(({ id }) => id))
  return ids.filter((id) => found.has(id))
}

function logInto(lines: string[]): pino.Logger {
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(...chunk.toString().split('\n').filter(Boolean))
      done()
    },
  })
  // The instant of a line is the machine's.
  return pino({ level: 'trace', base: null, timestamp: false }, stream)
}

/** The matter's session as a side looks at it, for sealing; looked up outside of what is observed. */
export async function sessionOf(
  { server, negotiations }: WorldServer,
  side: Side,
  matter: MatterName,
): Promise<MatterSession> {
  const { people, matterId } = negotiations[matter]
  const session = await server.services.sessions.readMatterSession(people[side].viewer, matterId)
  if (!session) throw new Error('a side cannot read its own session')
  return session
}

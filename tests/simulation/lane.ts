import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import pino from 'pino'
import type { MatcherDatabase } from '../../src/matcher/database.ts'
import type { Context } from '../../src/server/context.ts'
import { openDatabase, openPool } from '../../src/server/db/database.ts'
import { MATCHER_ROLE, urlForRole, WEB_ROLE } from '../../src/server/db/roles.ts'
import { jobHandlers } from '../../src/server/job-handlers.ts'
import type { JobHandlers } from '../../src/server/jobs/jobs.ts'
import { createServices, type Services } from '../../src/server/services.ts'
import { TEST_PASSWORDS } from '../support/cluster.ts'
import { type SmallSmtpServer, startSmallSmtpServer } from '../support/small-smtp-server.ts'
import { startTestServer } from '../support/test-server.ts'
import { blockedBackends, type Gate, gatedPool } from '../support/threads/gated-pool.ts'
import { Threads } from '../support/threads/threads.ts'
import { matcherGate, webGate } from './gates.ts'
import type { Line } from './line.ts'
import { matcherOverLines } from './matcher-line.ts'
import { type MatterMatcher, openMatterMatcher } from './matter-matcher.ts'
import { makeJobsTable, simulatedJobs } from './simulated-jobs.ts'
import type { SimulatedMatter } from './simulated-matter.ts'

/** Connections at most: more than lines can stand at once, so that none waits for one. */
const CONNECTIONS = 24

const MAIL_FROM = 'Backchannel <simulation@backchannel.example>'

/** One database with the server's own use cases over it, in which matters are simulated one after the other. */
export type Lane = {
  readonly ctx: Context
  readonly services: Services
  /** Of the matter that is simulated: what they remember ends with it. */
  readonly handlers: JobHandlers
  readonly owner: pg.Client
  readonly threads: Threads
  readonly smtp: SmallSmtpServer
  /** The matter whose clock and chance the server has from here on. */
  begin(matter: SimulatedMatter, mail: 'smtp' | 'inbox'): Promise<void>
  end(): Promise<void>
  /** The matcher's daily work on its keys. */
  keepKeys(): Promise<void>
  close(): Promise<void>
}

export type LaneOptions = {
  /** Sessions are read without their lock: the planted fault that shows whether a test of races bites. */
  readonly withoutSessionLock?: boolean
}

export async function openLane(clusterUrl: string, options: LaneOptions = {}): Promise<Lane> {
  const threads: Threads = new Threads((backends) => listBlocked(backends))
  let current: SimulatedMatter | null = null
  // The server goes on after some failures; none may come of nothing.
  const log = pino(
    { level: 'error' },
    { write: (text) => current?.logged(threads.current as Line | null, text) },
  )
  const server = await startTestServer({ clusterUrl, log })
  const owner = new pg.Client({ connectionString: server.ownerUrl })
  await owner.connect()
  await makeJobsTable(owner)
  const smtp = await startSmallSmtpServer()
  const watch = new pg.Client({ connectionString: server.ownerUrl })
  await watch.connect()
  const listBlocked = blockedBackends(watch)
  let mail: 'smtp' | 'inbox' = 'inbox'
  const matter = () => current
  const getMatter = () => {
    if (!current) throw new Error('no matter is simulated')
    return current
  }
  const parts = { threads, matter }
  const changing = options.withoutSessionLock ? withoutSessionLock : (gate: Gate) => gate
  const clock = async () => {
    const { now } = getMatter()
    const line = threads.current as Line | null
    if (line?.readings && !line.readings.includes(now)) line.readings.push(now)
    return now
  }
  const onError = () => {}
  const webUrl = urlForRole(server.ownerUrl, WEB_ROLE, TEST_PASSWORDS.web)
  const webPool = openPool(webUrl, 'app', { max: CONNECTIONS, onError })
  const matcherUrl = urlForRole(server.ownerUrl, MATCHER_ROLE, TEST_PASSWORDS.matcher)
  const matcherPool = openPool(matcherUrl, 'matcher', { max: CONNECTIONS, onError })
  const db = openDatabase(gatedPool(webPool, changing(webGate(parts))))
  const matcherDb = new Kysely<MatcherDatabase>({
    dialect: new PostgresDialect({ pool: gatedPool(matcherPool, changing(matcherGate(parts))) }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
  const draw = (count: bigint) => BigInt(Math.floor(getMatter().draw * Number(count)))
  let matterMatcher: MatterMatcher | null = null
  const getMatcher = () => {
    if (!matterMatcher) throw new Error('no matter is simulated')
    return matterMatcher
  }
  const ctx: Context = {
    ...server.ctx,
    db,
    clock,
    chance: {
      newId: () => getMatter().ids.chance.newId(),
      newToken: () => getMatter().ids.chance.newToken(),
      below: (n) => getMatter().ids.chance.below(n),
    },
    jobs: simulatedJobs,
    matcher: matcherOverLines(() => getMatcher().matcher, parts),
    get config() {
      if (mail === 'inbox') return server.ctx.config
      return { ...server.ctx.config, mail: { kind: 'smtp' as const, url: smtp.url, from: MAIL_FROM } }
    },
  }
  let handlers = jobHandlers(ctx)
  smtp.decide = () => {
    if (!getMatter().mailGoesWrong()) return 'taken'
    return getMatter().ids.below(2) === 0 ? 'refused' : 'answer-lost'
  }
  return {
    ctx,
    services: createServices(ctx),
    get handlers() {
      return handlers
    },
    owner,
    threads,
    smtp,
    async begin(next, by) {
      current = next
      mail = by
      smtp.forget()
      handlers = jobHandlers(ctx)
      matterMatcher = openMatterMatcher({ db: matcherDb, clock, draw })
    },
    async end() {
      current = null
      // Sweeps of the next matter find nothing of this one.
      await owner.query('delete from app.simulated_jobs')
      // Nor does the matcher's daily work find the keys of a session that a death has kept from being.
      await owner.query(`
        with never as (select id from matcher.sessions except select id from app.sessions),
          standing as (delete from matcher.standing where session_id in (select id from never))
        delete from matcher.sessions where id in (select id from never)`)
      await owner.query('delete from app.mail_outbox where sent_at is not null or given_up_at is not null')
    },
    keepKeys: () => getMatcher().keepKeys(),
    async close() {
      await webPool.end()
      await matcherPool.end()
      await watch.end()
      await owner.end()
      await smtp.close()
      await server.close()
    },
  }
}

function withoutSessionLock(gate: Gate): Gate {
  return (statement) => {
    const run = () => statement.run(statement.sql.replace(/(from "sessions" where .*) for update$/, '$1'))
    return gate({ ...statement, run })
  }
}

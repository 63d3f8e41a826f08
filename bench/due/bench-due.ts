import { randomUUID } from 'node:crypto'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { sealNumber } from '../../src/contract/sealing.ts'
import { HOUR_MS, type Instant } from '../../src/domain/deadlines.ts'
import type { EntryId } from '../../src/domain/ids.ts'
import { evolveAll } from '../../src/domain/session-events.ts'
import type { SessionState } from '../../src/domain/session-state.ts'
import { SIDES } from '../../src/domain/side.ts'
import { startServerProcess } from '../../tests/support/server-process.ts'
import { openKeysOf } from '../entry/stage.ts'
import { concurrently } from '../support/concurrently.ts'
import { openInstallation, query, startServer } from '../support/installation.ts'
import { openOffice } from '../support/open-office.ts'
import { type Section, table } from '../support/report.ts'
import {
  MATTERS_A_LAWYER,
  type Matter,
  matterKeys,
  type Range,
  seedMatters,
  stateInOpening,
} from '../support/seed-matters.ts'

export type DueOptions = { readonly sessions: number }

const AT_ONCE = 8
const LOOK_MS = 250
const BATCH = 1_000

/** So many openings that close at the same instant, half of them with a deal: by one worker, and by two. */
export async function benchDue({ sessions }: DueOptions): Promise<Section> {
  const installation = await openInstallation()
  try {
    const range = { first: 0, count: Math.ceil(sessions / MATTERS_A_LAWYER) * MATTERS_A_LAWYER }
    const ready = {
      ownerUrl: await installation.createDatabase('ready'),
      folder: join(installation.folder, 'ready'),
    }
    const close = await makeReady(ready.ownerUrl, ready.folder, range)
    const rows: string[][] = []
    for (const workers of [1, 2]) {
      // The same sessions for each, with the folder that their keys are in.
      const ownerUrl = await installation.copyDatabase('ready', `due_${workers}`)
      const folder = join(installation.folder, `due-${workers}`)
      await cp(ready.folder, folder, { recursive: true, filter: (path) => !path.endsWith('.sock') })
      rows.push(await closeAll({ ownerUrl, folder, close, workers, count: range.count }))
    }
    return {
      title: `${range.count.toLocaleString('en-US')} sessions due at one instant`,
      lines: [
        'Openings that have all come to their close while nothing ran, with two sealed numbers each, every second pair of which meets; a job waits for',
        'each. The time is from the start of the processes to the last session closed, the processes’ own start included. One worker is `npm start`; the second',
        'is an `npm run worker` beside it, over the same matcher. Mail is sent meanwhile, to the inbox that stands in for an SMTP server.',
        '',
        ...table(['workers', 'time', 'sessions a second', 'deals', 'notices', 'mails queued'], rows),
      ],
    }
  } finally {
    await installation.close()
  }
}

type DueRun = {
  readonly ownerUrl: string
  readonly folder: string
  readonly close: Instant
  readonly workers: number
  readonly count: number
}

async function closeAll({ ownerUrl, folder, close, workers, count }: DueRun): Promise<string[]> {
  const begun = performance.now()
  const server = await startServer({ ownerUrl, folder })
  const others = Array.from({ length: workers - 1 }, (_, n) =>
    startServerProcess('worker', {
      DATABASE_URL: ownerUrl,
      DATA_FOLDER: `${folder}-worker-${n}`,
      APP_SECRET: server.secret,
      MATCHER_SOCKET: server.matcherSocket,
      LOG_LEVEL: 'error',
    }),
  )
  try {
    await allClosed(ownerUrl, close)
    const seconds = (performance.now() - begun) / 1_000
    const [found] = await query<Record<'open' | 'deals' | 'notices' | 'mails', number>>(
      ownerUrl,
      `select (select count(*) from app.sessions where state ->> 'phase' = 'opening')::int as open,
        (select count(*) from app.deals)::int as deals, (select count(*) from app.notices)::int as notices,
        (select count(*) from app.mail_outbox)::int as mails`,
    )
    if (found?.open !== 0) throw new Error(`${found?.open} sessions are still in their opening`)
    if (found.deals !== count / 2) throw new Error(`${found.deals} deals of ${count / 2}`)
    const counts = [found.deals, found.notices, found.mails].map(String)
    return [String(workers), `${seconds.toFixed(0)} s`, (count / seconds).toFixed(0), ...counts]
  } finally {
    for (const other of others) await other.stop()
    await server.stop()
  }
}

/** Looks by the index of what is due: to count them all would itself cost a good part of the machine. */
async function allClosed(ownerUrl: string, close: Instant): Promise<void> {
  const waiting = `select from app.sessions where ended_at is null and next_due_at <= $1 limit 1`
  while ((await query(ownerUrl, waiting, [close])).length > 0) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
}

/** Keys from the matcher, envelopes from here, and a job for each: written straight into the tables. Gives the instant of their close. */
async function makeReady(ownerUrl: string, folder: string, range: Range): Promise<Instant> {
  const server = await startServer({ ownerUrl, folder })
  const office = await openOffice(server, ownerUrl)
  const now = await office.ctx.clock(office.ctx.db)
  const opensAt = now - 48 * HOUR_MS
  const empty = stateInOpening(opensAt)
  // Due only when all is ready: until then in an hour.
  await seedMatters(ownerUrl, { ...range, state: stateInOpening(now), now, matcherVersion: 0 })
  await openKeysOf(office.ctx, ownerUrl, range)
  const matters = await matterKeys({ ...range, ownerUrl })
  for (let at = 0; at < matters.length; at += BATCH) {
    const batch = await concurrently(matters.slice(at, at + BATCH), AT_ONCE, (matter) =>
      standing(matter, empty),
    )
    await write(ownerUrl, batch)
  }
  await office.close()
  await server.stop()
  const close = opensAt + 48 * HOUR_MS
  await query(ownerUrl, 'update app.sessions set next_due_at = $1', [close])
  await query(
    ownerUrl,
    `insert into jobs.job (name, data, singleton_key, start_after, policy, retry_limit, expire_seconds)
      select 'session-due', jsonb_build_object('sessionId', id), id || '/' || $1::text, to_timestamp($1::int8 / 1000.0), 'short', 20, 120
      from app.sessions`,
    [close],
  )
  // As in a database that has been running: it knows its tables.
  await query(ownerUrl, 'vacuum analyze')
  return close
}

type Ready = {
  readonly sessionId: string
  readonly state: SessionState
  readonly sides: readonly {
    readonly side: string
    readonly entryId: EntryId
    readonly envelope: Uint8Array
  }[]
}

async function standing(matter: Matter, empty: SessionState): Promise<Ready> {
  const { n, sessionId, seats, publicKey } = matter
  const at: Instant = empty.opensAt ?? 0
  const meets = n % 2 === 0
  const numbers = { plaintiff: meets ? 10_000_000n : 90_000_000n, defendant: 20_000_000n }
  const sides = await concurrently([...SIDES], 1, async (side) => {
    const entryId = randomUUID() as string as EntryId
    const binding = {
      sessionId,
      side,
      seatId: seats[side],
      entryId,
      currency: 'USD',
      step: 'opening',
    } as const
    return {
      side,
      entryId,
      envelope: await sealNumber({ ...binding, publicKey, amountCents: numbers[side] }),
    }
  })
  const entered = sides.map(({ side, entryId }) => ({ type: 'number-entered', side, entryId, at }) as const)
  return { sessionId, state: evolveAll(empty, entered), sides }
}

async function write(ownerUrl: string, batch: readonly Ready[]): Promise<void> {
  await query(
    ownerUrl,
    `update app.sessions set state = made.state::jsonb from unnest($1::uuid[], $2::text[]) made (id, state)
      where sessions.id = made.id`,
    [batch.map(({ sessionId }) => sessionId), batch.map(({ state }) => JSON.stringify(state))],
  )
  const rows = batch.flatMap(({ sessionId, sides }) => sides.map((side) => ({ sessionId, ...side })))
  await query(
    ownerUrl,
    `update matcher.standing set entry_id = made.entry, step = 'opening', envelope = made.envelope
      from unnest($1::uuid[], $2::text[], $3::uuid[], $4::bytea[]) made (id, side, entry, envelope)
      where standing.session_id = made.id and standing.side = made.side`,
    [
      rows.map(({ sessionId }) => sessionId),
      rows.map(({ side }) => side),
      rows.map(({ entryId }) => entryId),
      rows.map(({ envelope }) => Buffer.from(envelope)),
    ],
  )
}

import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { bytesFromBase64url } from '../../src/contract/sealing-base64url.ts'
import { DAY_MS, HOUR_MS, type Instant } from '../../src/domain/deadlines.ts'
import { SIDES } from '../../src/domain/side.ts'
import type { Context } from '../../src/server/context.ts'
import { concurrently } from '../support/concurrently.ts'
import {
  type BenchServer,
  type Installation,
  openInstallation,
  query,
  startServer,
} from '../support/installation.ts'
import { type Office, openOffice } from '../support/open-office.ts'
import { mattersOf, type Range, seedMatters, stateInAdjustment } from '../support/seed-matters.ts'
import { type Desk, openDesk } from './desk.ts'

/** Two servers over one PostgreSQL: one as it is, one whose matcher does nothing. */
export type Stage = {
  readonly installation: Installation
  readonly real: Scene
  readonly standIn: Scene
  close(): Promise<void>
}

export type Scene = {
  readonly server: BenchServer
  readonly ownerUrl: string
  readonly desk: Desk
  /** The matters beside those of the desk, with their keys. */
  readonly floor: Floor
}

export type Floor = Range & { readonly ownerUrl: string }

export type StageOptions = {
  /** The entries that will be made on each server; a seat takes ten a day. */
  readonly entries: number
  /** Matters beside them that pgbench works on. */
  readonly floorMatters: number
}

/** Where the matters of pgbench begin. */
export const FLOOR_FIRST = 1_000_000
export const ENTRIES_A_SEAT = 10

export async function openStage(options: StageOptions): Promise<Stage> {
  const installation = await openInstallation()
  const closing: (() => Promise<void>)[] = [() => installation.close()]
  const close = async () => {
    for (const each of closing.splice(0).reverse()) await each()
  }
  try {
    const real = await openReal(installation, options, closing)
    const standIn = await openStandIn(installation, options, closing)
    return { installation, real, standIn, close }
  } catch (error) {
    await close()
    throw error
  }
}

type Closing = (() => Promise<void>)[]

async function openReal(
  installation: Installation,
  { entries, floorMatters }: StageOptions,
  closing: Closing,
): Promise<Scene> {
  const ownerUrl = await installation.createDatabase('with_matcher')
  const server = await startServer({ ownerUrl, folder: join(installation.folder, 'with-matcher') })
  closing.push(server.stop)
  const office = await openOffice(server, ownerUrl)
  closing.push(office.close)
  const range = { first: 0, count: mattersFor(entries) }
  await seedInAdjustment(office, ownerUrl, range)
  const floor = { first: FLOOR_FIRST, count: floorMatters, ownerUrl }
  await seedInAdjustment(office, ownerUrl, floor)
  // What pgbench writes there belongs together for nobody but pgbench: no sweep may look at it.
  await query(
    ownerUrl,
    `set session_replication_role = replica;
     update app.sessions set is_practice = true
       where id in (select id from app.sessions order by id desc limit ${floorMatters})`,
  )
  return { server, ownerUrl, desk: await openDesk(office, range), floor }
}

async function openStandIn(
  installation: Installation,
  { entries }: StageOptions,
  closing: Closing,
): Promise<Scene> {
  const ownerUrl = await installation.createDatabase('without_matcher')
  const folder = join(installation.folder, 'without-matcher')
  const socketFolder = join(folder, 'stand-in')
  await mkdir(socketFolder, { recursive: true, mode: 0o700 })
  const matcherSocket = join(socketFolder, 'matcher.sock')
  closing.push(await startStandIn(matcherSocket))
  const server = await startServer({ ownerUrl, folder, matcherSocket })
  closing.push(server.stop)
  const office = await openOffice(server, ownerUrl)
  closing.push(office.close)
  const range = { first: 0, count: mattersFor(entries) }
  const now = await office.ctx.clock(office.ctx.db)
  await seedMatters(ownerUrl, { ...range, state: stateInAdjustment(opened(now)), now, matcherVersion: 1 })
  return { server, ownerUrl, desk: await openDesk(office, range), floor: { first: 0, count: 0, ownerUrl } }
}

function mattersFor(entries: number): number {
  return Math.ceil(entries / ENTRIES_A_SEAT / SIDES.length)
}

/** In the midst of adjustment: no deadline and no reminder is near. */
function opened(now: Instant): Instant {
  return now - 10 * DAY_MS
}

/** With keys that the matcher makes, and its own session brought to adjustment. */
export async function seedInAdjustment(office: Office, ownerUrl: string, range: Range): Promise<void> {
  const { ctx } = office
  const now = await ctx.clock(ctx.db)
  const opensAt = opened(now)
  await seedMatters(ownerUrl, { ...range, state: stateInAdjustment(opensAt), now, matcherVersion: 1 })
  await openKeysOf(ctx, ownerUrl, range)
  const ids = mattersOf(range).map(({ sessionId }) => sessionId)
  await query(
    ownerUrl,
    `insert into matcher.records (session_id, version, operation, idempotency_key, at, recorded_at, outcome)
      select id, 1, 'close-of-opening', 'close', $2::int8, $2::int8, '{"kind":"no-deal"}' from unnest($1::uuid[]) id`,
    [ids, opensAt + 48 * HOUR_MS],
  )
  await query(
    ownerUrl,
    `update matcher.sessions set step = 'adjustment', version = 1 where id = any ($1::uuid[])`,
    [ids],
  )
}

/** Has the matcher make the keys of the sessions, and puts them where they belong. */
export async function openKeysOf(ctx: Context, ownerUrl: string, range: Range): Promise<void> {
  const matters = mattersOf(range)
  const keys = await concurrently(matters, 8, async ({ sessionId, seats }) => {
    const opened = await ctx.matcher.openKeys({ sessionId, seats, currency: 'USD', practice: false })
    if (opened.kind !== 'opened') throw new Error(`no keys: ${opened.kind}`)
    return Buffer.from(bytesFromBase64url(opened.publicKey))
  })
  const ids = matters.map(({ sessionId }) => sessionId)
  await query(
    ownerUrl,
    `update app.sessions set public_key = made.key
      from unnest($1::uuid[], $2::bytea[]) made (id, key) where sessions.id = made.id`,
    [ids, keys],
  )
}

async function startStandIn(socketPath: string): Promise<() => Promise<void>> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'stand-in-matcher.ts'), socketPath], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve())
    child.once('exit', () => reject(new Error('the stand-in did not start')))
  })
  return () => endOf(child)
}

function endOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve()
    child.once('exit', () => resolve())
    child.stdin?.end()
  })
}

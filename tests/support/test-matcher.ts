import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import { type SealBinding, sealNumber } from '../../src/contract/sealing.ts'
import { base64urlFromBytes, bytesFromBase64url } from '../../src/contract/sealing-base64url.ts'
import type { EntryId, SeatId, SessionId } from '../../src/domain/ids.ts'
import type { Currency } from '../../src/domain/money-currencies.ts'
import type { Side } from '../../src/domain/side.ts'
import { type MatcherDatabase, openMatcherDatabase } from '../../src/matcher/database.ts'
import { openFileKeyStore } from '../../src/matcher/file-key-store.ts'
import { createKeyUpkeep, type KeyUpkeep } from '../../src/matcher/key-upkeep.ts'
import { openMarkLog } from '../../src/matcher/mark-log.ts'
import type { Marks } from '../../src/matcher/marks.ts'
import { createMatcher } from '../../src/matcher/matcher.ts'
import type { CloseRequest, EntryRequest, Matcher, WithdrawalRequest } from '../../src/matcher/protocol.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'
import { type ScriptedDraw, scriptedDraw } from './scripted-draw.ts'
import { type VirtualClock, virtualClock } from './virtual-clock.ts'

export type TestMatcher = {
  readonly matcher: Matcher
  readonly database: TestDatabase
  /** As the matcher's own role. */
  readonly db: Kysely<MatcherDatabase>
  readonly marks: Marks
  readonly clock: VirtualClock
  readonly draw: ScriptedDraw
  /** Another matcher over the same store and keys, at `url`: as another process would be. */
  connect(
    url: string,
    /** In place of parts of its marks, such as to fail. */
    changed?: Partial<Marks>,
  ): Promise<{ readonly matcher: Matcher; readonly upkeep: KeyUpkeep; close(): Promise<void> }>
  close(): Promise<void>
}

/** The matcher as it is, on a real database of its own, but for the clock and the draw. */
export async function startTestMatcher(): Promise<TestMatcher> {
  const database = await createTestDatabase()
  const keyFolder = await mkdtemp(join(tmpdir(), 'backchannel-matcher-keys-'))
  const keyStore = await openFileKeyStore(keyFolder)
  const clock = virtualClock()
  const draw = scriptedDraw()
  const connect = async (url: string, changed: Partial<Marks> = {}) => {
    const db = openMatcherDatabase(url, { onError: () => {} })
    const marks = { ...(await openMarkLog(keyFolder, { onDamage: () => {} })), ...changed }
    const upkeep = createKeyUpkeep({ db, keyStore, marks, clock: clock.read, onTrouble: () => {} })
    const matcher = createMatcher({ db, keyStore, marks, upkeep, clock: clock.read, draw: draw.draw })
    const close = async () => {
      await upkeep.settled()
      await marks.close()
      await db.destroy()
    }
    return { matcher, db, marks, upkeep, close }
  }
  const own = await connect(database.matcherUrl)
  return {
    matcher: own.matcher,
    db: own.db,
    marks: own.marks,
    database,
    clock,
    draw,
    connect,
    async close() {
      await own.close()
      await database.drop()
      await rm(keyFolder, { recursive: true })
    },
  }
}

export type MatcherSession = {
  readonly sessionId: SessionId
  readonly seats: Readonly<Record<Side, SeatId>>
  readonly currency: Currency
  readonly publicKey: Uint8Array
}

type SessionOptions = {
  readonly seats?: MatcherSession['seats']
  readonly currency?: Currency
  readonly practice?: boolean
}

export const newId = <Id extends string>() => randomUUID() as string as Id

export async function openMatcherSession(
  { matcher }: Pick<TestMatcher, 'matcher'>,
  { seats, currency = 'USD', practice = false }: SessionOptions = {},
): Promise<MatcherSession> {
  const session = {
    sessionId: newId<SessionId>(),
    seats: seats ?? { plaintiff: newId<SeatId>(), defendant: newId<SeatId>() },
    currency,
  }
  const opened = await matcher.openKeys({ ...session, practice })
  if (opened.kind !== 'opened') throw new Error(`keys were not opened: ${opened.kind}`)
  return { ...session, publicKey: bytesFromBase64url(opened.publicKey) }
}

export type CommandOptions = {
  readonly version: number
  readonly at: number
  readonly clockOffsetMs?: number
  readonly idempotencyKey?: string
}

export function commandOn(session: MatcherSession, options: CommandOptions): CloseRequest {
  const { version, at, clockOffsetMs = 0, idempotencyKey = randomUUID() } = options
  return { sessionId: session.sessionId, version, at, clockOffsetMs, idempotencyKey }
}

type EntryOptions = CommandOptions & {
  readonly step?: SealBinding['step']
  readonly entryId?: EntryId
  /** What the envelope is sealed for, where it is not what the entry says. */
  readonly sealedFor?: Partial<SealBinding>
}

/** An entry as a browser would send it: sealed to the session's key, for opening unless said otherwise. */
export async function entryOn(
  session: MatcherSession,
  side: Side,
  amountCents: bigint,
  options: EntryOptions,
): Promise<EntryRequest> {
  const { step = 'opening', entryId = newId<EntryId>(), sealedFor = {} } = options
  const { sessionId, currency, publicKey } = session
  const seatId = session.seats[side]
  const binding = { sessionId, side, seatId, entryId, currency, step, ...sealedFor }
  const envelope = base64urlFromBytes(await sealNumber({ ...binding, publicKey, amountCents }))
  return { ...commandOn(session, options), side, seatId, entryId, envelope }
}

export function withdrawalOn(
  session: MatcherSession,
  side: Side,
  options: CommandOptions & { readonly cause?: WithdrawalRequest['cause'] },
): WithdrawalRequest {
  const { cause = 'withdrawn' } = options
  return { ...commandOn(session, options), side, seatId: session.seats[side], cause }
}

import { randomUUID } from 'node:crypto'
import { paths } from '../../src/contract/paths.ts'
import { base64urlFromBytes } from '../../src/contract/sealing-base64url.ts'
import { createVerifiedUser } from '../../src/server/accounts/create-verified-user.ts'
import { transact } from '../../src/server/db/transact.ts'
import type { Desk, Draft } from '../entry/desk.ts'
import { type WireRequest, wireRequest } from '../support/http-load.ts'
import { query } from '../support/installation.ts'
import type { Office } from '../support/open-office.ts'
import { matterOf } from '../support/seed-matters.ts'

/** Two requests that nobody may tell apart by their answers. */
export type Case = {
  readonly name: string
  readonly isControl: boolean
  /** A pair for this turn, which no turn has had before where that matters; `heldMs`: how long the second waits. */
  pair(
    turn: number,
  ): Promise<{ readonly first: WireRequest; readonly second: WireRequest; readonly heldMs?: number }>
}

export const CONTROL_MS = 1

type Parts = {
  readonly ownerUrl: string
  readonly office: Office
  readonly desk: Desk
  /** Of matters, each with nothing standing: two a turn. */
  readonly count: number
}

export async function casesOf({ ownerUrl, office, desk, count }: Parts): Promise<readonly Case[]> {
  const known = await seedAccounts(ownerUrl, office, count)
  const origin = new URL(office.ctx.config.baseUrl).origin
  // The lawyer of the first hundred matters: all others are foreign.
  const cookie = await office.cookieOf(matterOf(0).lawyers.plaintiff)
  const get = (path: string) => wireRequest({ method: 'GET', path, headers: { Cookie: cookie } })
  const post = (path: string, fields: Readonly<Record<string, string>>) =>
    wireRequest({
      method: 'POST',
      path,
      headers: { Origin: origin, 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    })
  const foreignSession = (turn: number) => matterOf(100 + (turn % (count - 100))).sessionId
  const enter = (sessionId: string) =>
    wireRequest({
      method: 'POST',
      path: `/api/v1/sessions/${sessionId}/entries`,
      headers: {
        Origin: origin,
        Cookie: cookie,
        'Content-Type': 'application/json',
        'Idempotency-Key': randomUUID(),
      },
      body: JSON.stringify({
        entryId: randomUUID(),
        step: 'adjustment',
        envelope: base64urlFromBytes(new Uint8Array(113)),
      }),
    })
  const foreign = (turn: number) => matterOf(100 + (turn % (count - 100))).matterId
  const ofMatter = (name: string, path: (matterId: string) => string): Case => ({
    name: `foreign, missing: ${name}`,
    isControl: false,
    pair: async (turn) => ({ first: get(path(foreign(turn))), second: get(path(randomUUID())) }),
  })
  const ofAddress = (name: string, request: (email: string) => WireRequest): Case => ({
    name: `known, unknown address: ${name}`,
    isControl: false,
    pair: async (turn) => ({
      first: request(known(turn)),
      second: request(`${randomUUID()}@nobody.example`),
    }),
  })
  const session = (matterId: string) => `/api/v1/matters/${matterId}/session`
  return [
    ofMatter('the session', session),
    ofMatter('the page', paths.matter),
    ofMatter('a document', (matterId) => paths.matterDocumentFile(matterId, matterId)),
    {
      name: 'foreign, missing: an entry',
      isControl: false,
      pair: async (turn) => ({ first: enter(foreignSession(turn)), second: enter(randomUUID()) }),
    },
    ofAddress('sign in', (email) => post(paths.signIn(), { email, password: 'not the password of anybody' })),
    ofAddress('forgotten password', (email) => post(paths.forgotPassword(), { email })),
    ofAddress('sign up', (email) =>
      post(paths.signUp(), {
        name: 'Dana Whitfield',
        email,
        password: 'seven herons above a quiet mill',
        occupation: 'attorney',
        firm: 'Whitfield & Rowe LLP',
        timeZone: 'America/Chicago',
      }),
    ),
    await ofEntries(office, desk, count),
    {
      name: `control: the same, held up for ${CONTROL_MS} ms`,
      isControl: true,
      pair: async () => ({
        first: get(session(randomUUID())),
        second: get(session(randomUUID())),
        heldMs: CONTROL_MS,
      }),
    },
  ]
}

/** An entry of the plaintiff: opposite stands the defendant's in every other matter, and in the rest nothing. */
async function ofEntries(office: Office, desk: Desk, count: number): Promise<Case> {
  const drafts = desk.take(2 * count)
  const ofSide = (side: Draft['side']) => drafts.filter((draft) => draft.side === side)
  const [demands, offers] = [ofSide('plaintiff'), ofSide('defendant')]
  const { baseUrl } = office.ctx.config
  for (const [index, offer] of offers.entries()) {
    if (index % 2 === 1) continue
    const request = (await desk.seal(offer)).toString('latin1')
    const status = await sendOnce(baseUrl, request)
    if (status !== 200) throw new Error(`the entry opposite was answered with ${status}`)
  }
  return {
    name: 'a number stands opposite, none does: an entry',
    isControl: false,
    pair: async (turn) => {
      const [first, second] = [demands[2 * turn], demands[2 * turn + 1]]
      if (!first || !second) throw new Error('more turns than matters')
      return { first: await desk.seal(first), second: await desk.seal(second) }
    },
  }
}

/** A wire request by way of `fetch`, for what is not timed. */
async function sendOnce(baseUrl: string, request: string): Promise<number> {
  const [head = '', body = ''] = request.split('\r\n\r\n')
  const [line = '', ...fields] = head.split('\r\n')
  const headers = Object.fromEntries(
    fields
      .map((field) => field.split(/: (.*)/s).slice(0, 2))
      .filter(([name]) => !/^(host|content-length)$/i.test(name ?? '')),
  )
  const answer = await fetch(baseUrl + line.split(' ')[1], { method: 'POST', headers, body })
  await answer.arrayBuffer()
  return answer.status
}

/** As many accounts as turns, all with one password, whose hash is made once. */
async function seedAccounts(
  ownerUrl: string,
  { ctx }: Office,
  count: number,
): Promise<(turn: number) => string> {
  const about = {
    name: 'Dana Whitfield',
    email: 'dana@whitfieldrowe.example',
    occupation: 'attorney',
  } as const
  const user = {
    ...about,
    password: 'seven herons above a quiet mill',
    firm: 'Whitfield & Rowe LLP',
    timeZone: 'America/Chicago',
  }
  const created = await transact(ctx.db, (tx) => createVerifiedUser(ctx, tx, user))
  if (!created.ok) throw new Error('no account')
  const of = (column: string) =>
    `(select ${column} from app.credentials where user_id = '${created.value.userId}')`
  await query(
    ownerUrl,
    `with made as (
      insert into app.users (id, name, email, email_verified, occupation, firm, time_zone, factors_changed_at, created_at, updated_at)
        select gen_random_uuid(), 'Known ' || n, 'known-' || n || '@known.example', true, 'attorney', 'Firm', 'America/Chicago', 0, now(), now()
        from generate_series(1, ${count}) n returning id)
    insert into app.credentials (id, user_id, account_id, provider_id, password, created_at, updated_at)
      select gen_random_uuid(), id, id, ${of('provider_id')}, ${of('password')}, now(), now() from made`,
  )
  return (turn) => `known-${1 + (turn % count)}@known.example`
}

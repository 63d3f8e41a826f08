import { rulesText } from '../../src/contract/rules-text.ts'
import { sealNumber } from '../../src/contract/sealing.ts'
import { base64urlFromBytes, bytesFromBase64url } from '../../src/contract/sealing-base64url.ts'
import type { EntryId } from '../../src/domain/ids.ts'
import { isCurrency } from '../../src/domain/money-currencies.ts'
import type { EntryStep } from '../../src/domain/session-state.ts'
import type { Side } from '../../src/domain/side.ts'
import type { MatterSession } from '../../src/server/sessions/read-matter-session.ts'
import { type RawAnswer, type RawRequest, rawRequest } from './raw-request.ts'
import type { Act, MatterName } from './world.ts'
import { sessionOf, type WorldServer } from './world-server.ts'

/** Sends what the browsers of both sides send. */
export type Actors = { act(act: Act): Promise<RawAnswer> }

type Sent = { readonly url: string; readonly request: RawRequest }

export function openActors(world: WorldServer): Actors {
  const { server, negotiations, chance } = world
  const looked = new Map<string, MatterSession>()
  const last = new Map<Side, Sent>()
  const commands = { plaintiff: 0, defendant: 0 }

  async function lookedAt({ side, matter }: Act): Promise<MatterSession> {
    const key = `${side}/${matter}`
    const known = looked.get(key) ?? (await sessionOf(world, side, matter))
    looked.set(key, known)
    return known
  }

  const matterPath = ({ matter }: Act) => `/matters/${negotiations[matter].matterId}`

  function headersOf(side: Side, matter: MatterName, about: Record<string, string>): Headers {
    const headers = new Headers(negotiations[matter].people[side].headers)
    headers.set('Origin', server.url)
    for (const [name, value] of Object.entries(about)) headers.set(name, value)
    return headers
  }

  async function send({ side }: Act, sent: Sent): Promise<RawAnswer> {
    last.set(side, sent)
    return rawRequest(sent.url, sent.request)
  }

  /** A command of a live session. */
  async function command(act: Act, path: string, body: object): Promise<RawAnswer> {
    const { session } = await lookedAt(act)
    // Both sides use the same keys: those of one are nothing to the other.
    commands[act.side] += 1
    const key = `command-${String(commands[act.side]).padStart(8, '0')}`
    const about = { 'Content-Type': 'application/json', 'Idempotency-Key': key }
    const headers = headersOf(act.side, act.matter, about)
    const request = { method: 'POST', headers, body: JSON.stringify(body) } as const
    return send(act, { url: `${server.url}/api/v1/sessions/${session.id}/${path}`, request })
  }

  /** A form of a page, sent as a page sends it. */
  async function form(act: Act, path: string, fields: Record<string, string>): Promise<RawAnswer> {
    const url = `${server.url}${path}`
    const headers = headersOf(act.side, act.matter, { 'Content-Type': 'application/x-www-form-urlencoded' })
    const request = { method: 'POST', headers, body: new URLSearchParams(fields).toString() } as const
    return send(act, { url, request })
  }

  async function enter(act: Act, cents: bigint, isOtherStep: boolean): Promise<RawAnswer> {
    const looked = await lookedAt(act)
    const { matter, session, seat } = looked
    if (!isCurrency(matter.currency)) throw new Error('unknown currency')
    const entryId = chance.newId() as EntryId
    const step = stepAt(looked, server.clock.now(), isOtherStep)
    const envelope = await sealNumber({
      sessionId: session.id,
      seatId: seat.id,
      side: seat.side,
      currency: matter.currency,
      entryId,
      step,
      publicKey: bytesFromBase64url(session.publicKey),
      amountCents: cents,
    })
    return command(act, 'entries', { entryId, step, envelope: base64urlFromBytes(envelope) })
  }

  async function garbage(act: Act): Promise<RawAnswer> {
    const step = stepAt(await lookedAt(act), server.clock.now(), false)
    const envelope = base64urlFromBytes(new Uint8Array(113).fill(4))
    return command(act, 'entries', { entryId: chance.newId(), step, envelope })
  }

  async function reveal(act: Act): Promise<RawAnswer> {
    const { userId } = negotiations[act.matter].people[act.side].viewer
    await world.owner.query('update app.sign_ins set authenticated_at = $1 where user_id = $2', [
      server.clock.now(),
      userId,
    ])
    return command(act, 'reveals', { publicKey: SOME_POINT })
  }

  async function look({ side, matter }: Act): Promise<RawAnswer> {
    const url = `${server.url}/matters/${negotiations[matter].matterId}/number.data`
    return rawRequest(url, { headers: headersOf(side, matter, {}) })
  }

  return {
    async act(act) {
      const { does } = act
      switch (does.type) {
        case 'enter':
          return enter(act, does.cents, does.confirmedFor === 'the-other-step')
        case 'enter-garbage':
          return garbage(act)
        case 'withdraw':
          return command(act, 'withdrawals', {})
        case 'repeat': {
          const before = last.get(act.side)
          return before ? rawRequest(before.url, before.request) : look(act)
        }
        case 'look':
          return look(act)
        case 'reveal':
          return reveal(act)
        case 'keep-running':
          return command(act, 'keep-running', { on: does.on })
        case 'end':
          return command(act, 'end', { reason: does.reason })
        case 'write':
          return form(act, `${matterPath(act)}/messages.data`, {
            submissionId: chance.newId(),
            body: does.text,
          })
        case 'read-notices':
          return form(act, '/notices.data', { notice: 'all' })
        case 'propose': {
          const answer = await form(act, `${matterPath(act)}.data?index`, { intent: 'propose-session' })
          looked.clear()
          return answer
        }
        case 'skip-terms':
          return form(act, `${matterPath(act)}/terms.data`, { intent: 'skip' })
        case 'accept-rules': {
          const answer = await form(act, `${matterPath(act)}/terms/rules.data`, {
            rulesVersion: rulesText.version,
            acceptRules: 'on',
            confirmAuthority: 'on',
          })
          looked.clear()
          return answer
        }
      }
    },
  }
}

/** A point of P-256, its generator: what is sealed to it is only weighed. */
const SOME_POINT = base64urlFromBytes(
  Uint8Array.from(
    Buffer.from(
      '046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c2964fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5',
      'hex',
    ),
  ),
)

/** The step that the side's page shows at this time. */
function stepAt({ view }: MatterSession, now: number, isOtherStep: boolean): EntryStep {
  const isOpening = view.openingClosesAt === null || now < view.openingClosesAt
  return isOpening === isOtherStep ? 'adjustment' : 'opening'
}

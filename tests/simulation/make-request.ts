import { sealNumber } from '../../src/contract/sealing.ts'
import { base64urlFromBytes } from '../../src/contract/sealing-base64url.ts'
import type { Viewer } from '../../src/contract/viewer.ts'
import type { EntryId, SeatId, SessionId, UserId } from '../../src/domain/ids.ts'
import type { Side } from '../../src/domain/side.ts'
import type { ScriptCommand } from '../support/model/script.ts'
import type { SealedNumber } from '../support/negotiation.ts'
import type { Committed } from './committed.ts'
import type { Play } from './play.ts'
import { isKeyed, type Request } from './request.ts'

/** What the lead of the side, as committed by now, sends for this command. */
export async function makeRequest(play: Play, command: ScriptCommand): Promise<Request> {
  const { chronicle, matter } = play
  const committed = committedOf(play)
  const { side } = command
  const entry = command.type === 'enter' ? await seal(play, committed, side, command) : null
  if (command.type === 'enter' && entry) {
    const { number, step } = command
    chronicle.numbers.set(entry.entryId, { side, step, number, author: leadOf(play, side).userId })
  }
  const what = command.type === 'enter' ? `enter for ${command.step}` : command.type
  const key = matter.script.uuid()
  if (command.type === 'end') chronicle.reasons.set(key, command.reason)
  return {
    label: `${side} ${what}`,
    command,
    viewer: leadOf(play, side),
    sessionId: isKeyed(command) ? (committed.session.id as SessionId) : null,
    key,
    entry,
    expected: new Set(),
    answer: null,
    isOpen: false,
  }
}

/** Another body under the same key; it must have no effect. */
export async function makeConflict(play: Play, request: Request): Promise<Request> {
  const { command } = request
  const type = command.type === 'end' ? 'withdraw' : 'end'
  const other: ScriptCommand =
    type === 'end' ? { type, side: command.side, reason: null } : { type, side: command.side }
  return { ...(await makeRequest(play, other)), sessionId: request.sessionId, key: request.key }
}

export function leadOf(play: Play, side: Side): Viewer {
  const lead = committedOf(play).leads.find((each) => each.side === side)
  const viewer = play.cast[side].find(({ userId }) => userId === (lead?.userId as UserId))
  if (!viewer) throw new Error('a seat without its lead')
  return viewer
}

export function committedOf({ chronicle }: Play): Committed {
  if (!chronicle.latest) throw new Error('nothing is committed yet')
  return chronicle.latest
}

async function seal(
  { matter }: Play,
  { session, seats }: Committed,
  side: Side,
  { number, step }: ScriptCommand & { type: 'enter' },
): Promise<SealedNumber> {
  const entryId = matter.script.uuid() as EntryId
  const envelope = await sealNumber({
    sessionId: session.id as SessionId,
    seatId: seats[side] as SeatId,
    side,
    currency: 'USD',
    entryId,
    step,
    publicKey: Buffer.from(session.publicKey, 'base64'),
    amountCents: BigInt(number),
  })
  return { entryId, step, envelope: base64urlFromBytes(envelope) }
}

import type { Instant } from '../../domain/deadlines.ts'
import type { MatterId } from '../../domain/ids.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { appendJournal } from '../journal/append-journal.ts'
import { notifyLive } from '../live/notify-live.ts'
import { addPlace, listPeople, lockPeople } from '../matters/people-store.ts'
import { announce } from '../notifications/announce.ts'
import { takeSeat } from '../sessions/take-seat.ts'
import { endInvitation, markRefused, type StoredInvitation } from './invitation-store.ts'
import { type Person, type PersonRefusal, refusePerson } from './refuse-person.ts'
import { tellInviters } from './tell-inviters.ts'
import { whyNotAnswerable } from './why-not-answerable.ts'

export type PlaceRefusal =
  | PersonRefusal
  | 'invitation-expired'
  | 'invitation-ended'
  | 'temporarily-unavailable'

/**
 * Spends the invitation and gives the person, whose address the caller has compared, the offered place. The caller rolls
 * back on a refusal, and tells of `seat-refused` with `noteRefusal`.
 */
export async function takePlace(
  ctx: Context,
  tx: Tx,
  invitation: StoredInvitation,
  person: Person,
  represents: string,
): Promise<Result<MatterId, PlaceRefusal>> {
  const { id, matterId, seatId, side, role } = invitation
  await lockPeople(tx, matterId)
  const at = await ctx.clock(tx)
  // Spent first: of an acceptance, a second one and a revocation at once, one finds it pending.
  const spent = await endInvitation(tx, id, { status: 'accepted', at, acceptedBy: person.userId })
  if (!spent) return err(await whyNotAnswerable(tx, id, at))
  const allowed = refusePerson(person, invitation, await listPeople(tx, matterId))
  if (!allowed.ok) return allowed

  await addPlace(ctx, tx, { matterId, seatId, userId: person.userId, role, at })
  if (role === 'lead') {
    await tx.updateTable('seats').set({ represents }).where('id', '=', seatId).execute()
    const taken = await takeSeat(ctx, tx, { matterId, side, actor: person.userId })
    if (!taken.ok) return taken
  }
  await recordAcceptance(ctx, tx, invitation, person, at)
  return ok(matterId)
}

/** Joining a team is the team's news; taking the other seat is news to the side that asked for it. */
async function recordAcceptance(
  ctx: Context,
  tx: Tx,
  invitation: StoredInvitation,
  { userId, name }: Person,
  at: Instant,
): Promise<void> {
  const { matterId, seatId, side, kind, role } = invitation
  if (kind === 'other-side') {
    await tellInviters(ctx, tx, invitation, { kind: 'invitation-accepted', at, actor: userId, name })
    await notifyLive(tx, { matterId, audience: seatId, topic: 'people' })
    return
  }
  const about = { matterId, at, actor: userId }
  await appendJournal(tx, {
    ...about,
    chain: side,
    sessionId: null,
    type: 'person-added',
    data: { name, role },
  })
  // Practice matters have no teams.
  const news = { kind: 'team-member-added', isPractice: false, seatId, member: userId, role } as const
  await announce(ctx, tx, { ...about, ...news })
  await notifyLive(tx, { matterId, audience: seatId, topic: 'people' })
}

/** Both are told the rule: the invited person by the answer, the inviters once, however often it is tried. */
export async function noteRefusal(ctx: Context, invitation: StoredInvitation): Promise<void> {
  await transact(ctx.db, async (tx) => {
    const at = await ctx.clock(tx)
    if (await markRefused(tx, invitation.id, at)) {
      const { name } = invitation
      await tellInviters(ctx, tx, invitation, { kind: 'invitation-refused', at, actor: null, name })
    }
    return ok()
  })
}

import type { Viewer } from '../../contract/viewer.ts'
import type { Instant } from '../../domain/deadlines.ts'
import type { MatterId } from '../../domain/ids.ts'
import { isAnswerable } from '../../domain/invitation.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { appendJournal } from '../journal/append-journal.ts'
import { notifyLive } from '../live/notify-live.ts'
import { addPlace, listPeople, lockPeople } from '../matters/people-store.ts'
import { announce } from '../notifications/announce.ts'
import { takeSeat } from '../sessions/take-seat.ts'
import {
  endInvitation,
  findInvitation,
  type InvitationRef,
  markRefused,
  type StoredInvitation,
} from './invitation-store.ts'
import { getPerson, type Person, type PersonRefusal, refusePerson } from './refuse-person.ts'
import { tellInviters } from './tell-inviters.ts'

export type AcceptRefusal =
  | PersonRefusal
  | 'not-found'
  | 'other-address'
  | 'invitation-expired'
  | 'invitation-ended'
  | 'temporarily-unavailable'

/**
 * Takes the offered place, once: as lead of the other seat, or on the team of the inviter's. Only the account with the
 * invited, verified address may, whether it comes with the link or finds the invitation in its list. `represents` is whom
 * a lead acts for; a team's seat has that already.
 */
export async function acceptInvitation(
  ctx: Context,
  viewer: Viewer,
  ref: InvitationRef,
  represents: string,
): Promise<Result<MatterId, AcceptRefusal>> {
  const invitation = await findInvitation(ctx.db, ref)
  if (!invitation) return err('not-found')
  const person = await getPerson(ctx.db, viewer.userId)
  if (person.email !== invitation.email || !person.emailVerified) {
    return err(ref.by === 'id' ? 'not-found' : 'other-address')
  }
  const accepted = await transact(ctx.db, (tx) => accept(ctx, tx, invitation, person, represents))
  if (!accepted.ok && accepted.error === 'seat-refused') await noteRefusal(ctx, invitation)
  return accepted
}

async function accept(
  ctx: Context,
  tx: Tx,
  invitation: StoredInvitation,
  person: Person,
  represents: string,
): Promise<Result<MatterId, AcceptRefusal>> {
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

/** Ended, or run out; asked after a conditional write found it not answerable. */
export async function whyNotAnswerable(
  tx: Tx,
  id: StoredInvitation['id'],
  at: Instant,
): Promise<'invitation-expired' | 'invitation-ended'> {
  const now = await findInvitation(tx, { by: 'id', invitationId: id })
  if (!now || isAnswerable(now, at)) throw new Error(`invitation ${id} was refused and is answerable`)
  return now.endedAt === null ? 'invitation-expired' : 'invitation-ended'
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
async function noteRefusal(ctx: Context, invitation: StoredInvitation): Promise<void> {
  await transact(ctx.db, async (tx) => {
    const at = await ctx.clock(tx)
    if (await markRefused(tx, invitation.id, at)) {
      const { name } = invitation
      await tellInviters(ctx, tx, invitation, { kind: 'invitation-refused', at, actor: null, name })
    }
    return ok()
  })
}

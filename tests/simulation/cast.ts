import { MAIL_TOPICS } from '../../src/contract/notifications.ts'
import type { Viewer } from '../../src/contract/viewer.ts'
import type { MatterId, UserId } from '../../src/domain/ids.ts'
import type { Side } from '../../src/domain/side.ts'
import { matterForm } from '../support/matter-builders.ts'
import { expectOk } from '../support/negotiation.ts'
import type { Lane } from './lane.ts'
import type { SimulatedMatter } from './simulated-matter.ts'

/** The people of a simulated matter: each side has a lead, and in some matters a colleague. */
export type Cast = Readonly<Record<Side, readonly [Viewer, ...Viewer[]]>>

/** A matter with people on both seats, made by the use cases in fair weather; its session is at the terms. */
export async function castMatter(lane: Lane, matter: SimulatedMatter, matterId: MatterId): Promise<Cast> {
  const { services } = lane
  const lead = await addPerson(lane, matter, 'Paula Reyes')
  const other = await addPerson(lane, matter, 'Daniel Okafor')
  const invitee = { name: other.name, email: other.email, note: '' }
  expectOk(await services.matters.createMatter(lead, { ...matterForm({ invitee }), matterId }))
  const [invitation] = await services.invitations.listWaitingInvitations(other)
  if (!invitation) throw new Error('no invitation waits')
  const ref = { by: 'id', invitationId: invitation.invitationId } as const
  expectOk(await services.invitations.acceptInvitation(other, ref, 'Northgate Logistics, Inc.'))
  // Mail of what is no outcome is tried in some matters; in all it costs more than what it shows.
  if (matter.script.below(4) > 0) await wantLittleMail(lane, [lead.userId, other.userId])
  if (matter.script.below(2) > 0) return { plaintiff: [lead], defendant: [other] }
  const cast: Cast = {
    plaintiff: [lead, await addPerson(lane, matter, 'Priya Raman')],
    defendant: [other, await addPerson(lane, matter, 'Dora Lund')],
  }
  await lane.owner.query(
    `insert into app.seat_people (id, matter_id, seat_id, user_id, role, added_at)
     select gen_random_uuid(), $1, id, case side when 'plaintiff' then $2::uuid else $3::uuid end, 'member', $4
     from app.seats where matter_id = $1`,
    [matterId, cast.plaintiff[1]?.userId, cast.defendant[1]?.userId, matter.now],
  )
  return cast
}

async function wantLittleMail(lane: Lane, userIds: readonly string[]): Promise<void> {
  await lane.owner.query(
    'insert into app.mail_choices (user_id, topic, mailed) select u, t, false from unnest($1::uuid[]) u, unnest($2::text[]) t',
    [userIds, MAIL_TOPICS],
  )
}

export async function addPerson(lane: Lane, matter: SimulatedMatter, name: string): Promise<Viewer> {
  const userId = matter.ids.uuid() as UserId
  const email = `${name.split(' ')[0]?.toLowerCase()}@${userId}.example`
  const timeZone = 'America/New_York'
  const at = matter.now
  await lane.ctx.db
    .insertInto('users')
    .values({
      id: userId,
      name,
      email,
      emailVerified: true,
      image: null,
      occupation: 'attorney',
      firm: '',
      timeZone,
      factorsChangedAt: at,
      createdAt: new Date(at),
      updatedAt: new Date(at),
    })
    .execute()
  return { userId, name, email, timeZone }
}

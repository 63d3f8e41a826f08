import type { Viewer } from '../../src/contract/viewer.ts'
import type { MatterId, SeatId, SessionId, UserId } from '../../src/domain/ids.ts'
import type { SeatRole } from '../../src/domain/roles.ts'
import type { Side } from '../../src/domain/side.ts'
import type { BareContext } from './bare-context.ts'

export type TwoSides = {
  readonly matterId: MatterId
  readonly sessionId: SessionId
  readonly seats: Readonly<Record<Side, SeatId>>
  /** Dana leads for the plaintiff with Priya as member and Rosa as client; Marcus leads for the defendant. */
  readonly people: Readonly<Record<'dana' | 'priya' | 'rosa' | 'marcus', Viewer>>
}

const PEOPLE = [
  { key: 'dana', name: 'Dana Whitfield', side: 'plaintiff', role: 'lead', timeZone: 'America/Chicago' },
  { key: 'priya', name: 'Priya Raman', side: 'plaintiff', role: 'member', timeZone: 'America/New_York' },
  { key: 'rosa', name: 'Rosa Alvarez', side: 'plaintiff', role: 'client', timeZone: 'America/Chicago' },
  { key: 'marcus', name: 'Marcus Oyelaran', side: 'defendant', role: 'lead', timeZone: 'Europe/London' },
] as const satisfies readonly { key: string; name: string; side: Side; role: SeatRole; timeZone: string }[]

/** A matter with people on both sides, as rows: for tests of what is built on it. No session is stored. */
export async function seatTwoSides({ ctx, clock }: Pick<BareContext, 'ctx' | 'clock'>): Promise<TwoSides> {
  const newId = <Id extends string>() => ctx.chance.newId() as Id
  const at = clock.now()
  const when = new Date(at)
  const matterId = newId<MatterId>()
  const seats = { plaintiff: newId<SeatId>(), defendant: newId<SeatId>() }
  const people = PEOPLE.map(({ key, name, timeZone, ...place }) => {
    const userId = newId<UserId>()
    return { key, place, viewer: { userId, name, email: `${key}.${userId}@firm.example`, timeZone } }
  })
  const [dana, priya, rosa, marcus] = people.map(({ viewer }) => viewer)
  if (!dana || !priya || !rosa || !marcus) throw new Error('somebody is missing')

  await ctx.db
    .insertInto('users')
    .values(
      people.map(({ viewer: { userId, ...user } }) => ({
        id: userId,
        ...user,
        emailVerified: true,
        occupation: 'attorney' as const,
        factorsChangedAt: at,
        createdAt: when,
        updatedAt: when,
      })),
    )
    .execute()
  await ctx.db
    .insertInto('matters')
    .values({
      id: matterId,
      caption: 'Alvarez v. Northgate Logistics, Inc.',
      forum: '',
      caseNumber: '',
      dispute: '',
      currency: 'USD',
      amountInDisputeCents: null,
      timeZone: 'America/Chicago',
      createdBy: dana.userId,
      createdAt: at,
    })
    .execute()
  for (const side of ['plaintiff', 'defendant'] as const) {
    await ctx.db
      .insertInto('seats')
      .values({ id: seats[side], matterId, side, represents: '', nextDeadlineAt: null, lastActivityAt: at })
      .execute()
  }
  await ctx.db
    .insertInto('seatPeople')
    .values(
      people.map(({ place, viewer }) => ({
        id: newId(),
        matterId,
        seatId: seats[place.side],
        userId: viewer.userId,
        role: place.role,
        addedAt: at,
        removedAt: null,
      })),
    )
    .execute()
  return { matterId, sessionId: newId<SessionId>(), seats, people: { dana, priya, rosa, marcus } }
}

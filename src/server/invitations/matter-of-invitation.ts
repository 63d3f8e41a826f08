import type { MatterId, SeatId } from '../../domain/ids.ts'
import type { Side } from '../../domain/side.ts'
import type { Db, Tx } from '../db/database.ts'

/** What an invitation tells of its matter, and the seats it can offer. */
export type InvitationMatter = {
  readonly caption: string
  readonly forum: string
  readonly caseNumber: string
  readonly timeZone: string
  readonly isPractice: boolean
  readonly words: Readonly<Record<Side, string>>
  readonly seats: Readonly<Record<Side, SeatId>>
}

export async function getInvitationMatter(db: Db | Tx, matterId: MatterId): Promise<InvitationMatter> {
  const { plaintiffWord, defendantWord, plaintiffSeat, defendantSeat, ...matter } = await db
    .selectFrom('matters as m')
    .innerJoin('seats as p', (join) => join.onRef('p.matterId', '=', 'm.id').on('p.side', '=', 'plaintiff'))
    .innerJoin('seats as d', (join) => join.onRef('d.matterId', '=', 'm.id').on('d.side', '=', 'defendant'))
    .where('m.id', '=', matterId)
    .select([
      'm.caption',
      'm.forum',
      'm.caseNumber',
      'm.timeZone',
      'm.isPractice',
      'm.plaintiffWord',
      'm.defendantWord',
      'p.id as plaintiffSeat',
      'd.id as defendantSeat',
    ])
    .executeTakeFirstOrThrow()
  return {
    ...matter,
    words: { plaintiff: plaintiffWord, defendant: defendantWord },
    seats: { plaintiff: plaintiffSeat, defendant: defendantSeat },
  }
}

import { type ExpressionBuilder, sql } from 'kysely'
import {
  MATTERS_A_PAGE,
  type MatterFilter,
  type MatterList,
  type MatterQuery,
  type MatterRow,
  type MatterSort,
  type OtherSeat,
  TURNS,
} from '../../contract/matters.ts'
import type { Viewer } from '../../contract/viewer.ts'
import type { Instant } from '../../domain/deadlines.ts'
import { PENDING_INVITATION, shownInvitationStatus } from '../../domain/invitation.ts'
import type { NextAction } from '../../domain/visibility.ts'
import type { Context } from '../context.ts'
import type { Db } from '../db/database.ts'
import type { Database } from '../db/schema.ts'

/**
 * One page of the viewer's matters: one query for the rows and one for their number. What is searched, filtered and
 * sorted by belongs to the own seat or to both sides, never to the other side alone.
 */
export async function listMatters(ctx: Context, viewer: Viewer, query: MatterQuery): Promise<MatterList> {
  const now = await ctx.clock(ctx.db)
  const total = await countMatters(ctx.db, viewer, query)
  const pageCount = Math.max(1, Math.ceil(total / MATTERS_A_PAGE))
  const page = Math.min(query.page, pageCount)
  const rows = total === 0 ? [] : await readRows(ctx.db, viewer, { ...query, page }, now)
  return { rows, total, page, pageCount, now }
}

async function countMatters(db: Db, viewer: Viewer, query: MatterQuery): Promise<number> {
  const { count } = await ownMatters(db, viewer, query)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** The page's keys are found and sorted first, so that who is opposite is looked up for 25 rows and not for all. */
async function readRows(db: Db, viewer: Viewer, query: MatterQuery, now: Instant): Promise<MatterRow[]> {
  const keys = ownMatters(db, viewer, query)
    .select(['place.seatId', 'place.matterId'])
    .select(sortKey(query.sort))
    .orderBy('sortKey', (by) => (isDescending(query.sort) ? by.desc() : by.asc()).nullsLast())
    .orderBy('place.matterId')
    .limit(MATTERS_A_PAGE)
    .offset((query.page - 1) * MATTERS_A_PAGE)

  const rows = await db
    .with('keys', () => keys)
    .selectFrom('keys')
    .innerJoin('matters', 'matters.id', 'keys.matterId')
    .innerJoin('seats as own', 'own.id', 'keys.seatId')
    .innerJoin('seats as other', (join) =>
      join.onRef('other.matterId', '=', 'keys.matterId').onRef('other.id', '!=', 'keys.seatId'),
    )
    .leftJoin('seatPeople as lead', (join) =>
      join
        .onRef('lead.seatId', '=', 'other.id')
        .on('lead.role', '=', 'lead')
        .on('lead.removedAt', 'is', null),
    )
    .leftJoin('users as leadUser', 'leadUser.id', 'lead.userId')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('invitations')
          .whereRef('invitations.matterId', '=', 'keys.matterId')
          .where('invitations.kind', '=', 'other-side')
          // Of those that this seat sent: the invitation by which it came itself is none of them.
          .whereRef('invitations.seatId', '=', 'other.id')
          .orderBy((by) => by('invitations.status', 'in', PENDING_INVITATION), 'desc')
          .orderBy('invitations.sentAt', 'desc')
          .limit(1)
          .select(['invitations.name', 'invitations.status', 'invitations.expiresAt'])
          .as('invited'),
      (join) => join.onTrue(),
    )
    .select([
      'matters.id as matterId',
      'matters.caption',
      'matters.forum',
      'matters.caseNumber',
      'matters.timeZone',
      'matters.isPractice',
      'matters.plaintiffWord',
      'matters.defendantWord',
      'own.side',
      'own.represents',
      'own.stage',
      'own.nextAction',
      'own.nextDeadlineAt',
      'own.lastActivityAt',
      'leadUser.name as leadName',
      'invited.name as invitedName',
      'invited.status as invitedStatus',
      'invited.expiresAt as invitedUntil',
    ])
    .orderBy('keys.sortKey', (by) => (isDescending(query.sort) ? by.desc() : by.asc()).nullsLast())
    .orderBy('matters.id')
    .execute()

  return rows.map((row) => {
    const { plaintiffWord, defendantWord, leadName, invitedName, invitedStatus, invitedUntil, ...shown } = row
    const invited =
      invitedName === null || invitedStatus === null || invitedUntil === null
        ? null
        : { name: invitedName, status: invitedStatus, expiresAt: invitedUntil }
    return {
      ...shown,
      sideWord: row.side === 'plaintiff' ? plaintiffWord : defendantWord,
      other: otherSeat(leadName, invited, now),
    }
  })
}

function otherSeat(
  lead: string | null,
  invited: (Parameters<typeof shownInvitationStatus>[0] & { readonly name: string }) | null,
  now: Instant,
): OtherSeat {
  if (lead !== null) return { kind: 'held', lead }
  if (invited) return { kind: 'invited', name: invited.name, status: shownInvitationStatus(invited, now) }
  return { kind: 'open' }
}

/**
 * The matters that the viewer holds a place on, searched and filtered. Each place has its seat and its matter; the joins
 * are outer ones because PostgreSQL leaves those out where a query does not look at their columns.
 */
function ownMatters(db: Db, viewer: Viewer, { q, filter }: MatterQuery) {
  return db
    .selectFrom('seatPeople as place')
    .leftJoin('seats as own', 'own.id', 'place.seatId')
    .leftJoin('matters', 'matters.id', 'place.matterId')
    .where('place.userId', '=', viewer.userId)
    .where('place.removedAt', 'is', null)
    .$if(q !== '', (query) => query.where(containsText(q)))
    .where(isIn(filter))
}

type OwnMatter = Database & { own: Database['seats'] }

function containsText(q: string) {
  const pattern = `%${q.replace(/[\\%_]/g, '\\$&')}%`
  return ({ eb, or }: ExpressionBuilder<OwnMatter, 'own' | 'matters'>) =>
    or([
      eb('matters.caption', 'ilike', pattern),
      eb('matters.caseNumber', 'ilike', pattern),
      eb('matters.forum', 'ilike', pattern),
      eb('own.represents', 'ilike', pattern),
    ])
}

function isIn(filter: MatterFilter) {
  return ({ eb, lit }: ExpressionBuilder<OwnMatter, 'own' | 'matters'>) => {
    switch (filter) {
      case 'all':
        return lit(true)
      case 'needs-me':
        return eb('own.nextAction', 'in', actionsOf('reader'))
      case 'waiting':
        return eb('own.nextAction', 'in', actionsOf('others'))
      default:
        return eb('own.stage', '=', filter)
    }
  }
}

function actionsOf(turn: (typeof TURNS)[NextAction]): NextAction[] {
  return (Object.keys(TURNS) as NextAction[]).filter((action) => TURNS[action] === turn)
}

/** One column to sort by, null last: text for the caption, an instant for the others. */
function sortKey(sort: MatterSort) {
  switch (sort) {
    case 'deadline':
      return sql<number | null>`own.next_deadline_at`.as('sortKey')
    case 'activity':
      return sql<number | null>`own.last_activity_at`.as('sortKey')
    case 'newest':
      return sql<number | null>`place.added_at`.as('sortKey')
    case 'caption':
      return sql<number | null>`lower(matters.caption)`.as('sortKey')
  }
}

function isDescending(sort: MatterSort): boolean {
  return sort === 'activity' || sort === 'newest'
}

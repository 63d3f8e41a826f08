import type { MatterId } from '../../domain/ids.ts'
import type { Side } from '../../domain/side.ts'
import { compileOnce } from '../../postgres/compile-once.ts'
import type { Db, Tx } from '../db/database.ts'

export type MatterSummary = {
  readonly id: MatterId
  readonly caption: string
  readonly forum: string
  readonly caseNumber: string
  readonly dispute: string
  readonly currency: string
  /** Minor units as a decimal string; null where the matter names no amount. */
  readonly amountInDisputeCents: string | null
  readonly timeZone: string
  readonly isPractice: boolean
  /** The matter's own words for the sides, such as claimant and respondent. */
  readonly words: Readonly<Record<Side, string>>
  readonly represents: Readonly<Record<Side, string>>
}

/** What every page of a matter shows of it. The caller has shown a seat on it. */
export async function readMatter(db: Db | Tx, matterId: MatterId): Promise<MatterSummary> {
  const [row] = await foundMatter(db, { matterId })
  if (!row) throw new Error(`no matter ${matterId}`)
  const { plaintiffWord, defendantWord, plaintiffRepresents, defendantRepresents, ...matter } = row
  return {
    ...matter,
    amountInDisputeCents: row.amountInDisputeCents === null ? null : String(row.amountInDisputeCents),
    words: { plaintiff: plaintiffWord, defendant: defendantWord },
    represents: { plaintiff: plaintiffRepresents, defendant: defendantRepresents },
  }
}

const foundMatter = compileOnce((db: Db, { matterId }: { readonly matterId: MatterId }) =>
  db
    .selectFrom('matters as m')
    .innerJoin('seats as p', (join) => join.onRef('p.matterId', '=', 'm.id').on('p.side', '=', 'plaintiff'))
    .innerJoin('seats as d', (join) => join.onRef('d.matterId', '=', 'm.id').on('d.side', '=', 'defendant'))
    .where('m.id', '=', matterId)
    .select([
      'm.id',
      'm.caption',
      'm.forum',
      'm.caseNumber',
      'm.dispute',
      'm.currency',
      'm.amountInDisputeCents',
      'm.timeZone',
      'm.isPractice',
      'm.plaintiffWord',
      'm.defendantWord',
      'p.represents as plaintiffRepresents',
      'd.represents as defendantRepresents',
    ]),
)

import type { Viewer } from '../../contract/viewer.ts'
import type { Instant } from '../../domain/deadlines.ts'
import type { MatterId, SessionId } from '../../domain/ids.ts'
import { isCurrency } from '../../domain/money-currencies.ts'
import { viewSession } from '../../domain/visibility.ts'
import { type DealRecord, renderDealRecord } from '../../pdf/deal-record.ts'
import type { Context } from '../context.ts'
import { readMatter } from '../matters/read-matter.ts'
import { findSeatAccess } from '../matters/seat-access.ts'
import { findLatestSessionId, findSession } from '../sessions/session-store.ts'
import { findDeal } from './find-deal.ts'

/**
 * The one-page record of the deal, the same bytes for everybody of both sides: it is made of shared facts alone. Null
 * where the viewer has no seat or there is no deal.
 */
export async function renderDealPdf(
  ctx: Context,
  viewer: Viewer,
  matterId: MatterId,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const seat = await findSeatAccess(ctx.db, viewer.userId, matterId)
  // After a deal there is no further session: the latest is the one.
  const sessionId = seat && (await findLatestSessionId(ctx.db, matterId))
  const record = sessionId && (await findDealRecord(ctx, matterId, sessionId))
  return record ? new Uint8Array(await renderDealRecord(record)) : null
}

async function findDealRecord(
  ctx: Context,
  matterId: MatterId,
  sessionId: SessionId,
): Promise<DealRecord | null> {
  const deal = await findDeal(ctx.db, sessionId)
  const stored = await findSession(ctx.db, sessionId)
  // As a neutral sees it: what is shared, and nothing of either side's own.
  const view = stored && viewSession(stored.state, { kind: 'neutral' })
  if (!deal || !view || view.opensAt === null) return null
  const matter = await readMatter(ctx.db, matterId)
  if (!isCurrency(matter.currency)) throw new Error(`matter ${matterId} has an unknown currency`)
  const { settlement } = view
  return {
    isPractice: matter.isPractice,
    caption: matter.caption,
    forum: matter.forum,
    caseNumber: matter.caseNumber,
    timeZone: matter.timeZone,
    words: matter.words,
    represents: matter.represents,
    currency: matter.currency,
    dealNumberCents: BigInt(deal.dealNumberCents),
    bonusCents: BigInt(deal.bonusCents),
    bonusTo: deal.bonusTo,
    settlementCents: BigInt(deal.settlementCents),
    terms: settlement?.kind === 'document' ? settlement.version : null,
    rulesVersion: view.sides.plaintiff.acceptance?.rulesVersion ?? '',
    termsSettledAt: await getTermsSettledAt(ctx, sessionId),
    opensAt: view.opensAt,
    dealAt: deal.at,
    sessionId,
  }
}

/** The instant of the last act that settled the terms: shared, and the same for both sides. */
async function getTermsSettledAt(ctx: Context, sessionId: SessionId): Promise<Instant> {
  const row = await ctx.db
    .selectFrom('journal')
    .select('at')
    .where('sessionId', '=', sessionId)
    .where('chain', '=', 'shared')
    .where('type', 'in', ['terms-approved', 'skip-wished'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  return row.at
}

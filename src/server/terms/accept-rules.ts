import { createHash } from 'node:crypto'
import { rulesText } from '../../contract/rules-text.ts'
import type { AcceptRules } from '../../contract/terms.ts'
import type { Viewer } from '../../contract/viewer.ts'
import type { MatterId } from '../../domain/ids.ts'
import { err, type Result } from '../../domain/result.ts'
import { termsSettlement } from '../../domain/session-state.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import { type CommandDone, commandSession, type TermsRefusal } from '../sessions/command-session.ts'

const RULES_BODY = JSON.stringify(rulesText)
const RULES_SHA256 = createHash('sha256').update(RULES_BODY).digest('hex')

export type AcceptRulesRefusal = TermsRefusal | 'rules-version-changed'

/**
 * Accepts the rules and confirms the client's authority to settle, in one act. The text accepted is kept word for word,
 * and who accepted it on which terms. `rules-version-changed`: the page showed an earlier text.
 */
export async function acceptRules(
  ctx: Context,
  viewer: Viewer,
  matterId: MatterId,
  { rulesVersion }: AcceptRules,
): Promise<Result<void, AcceptRulesRefusal>> {
  if (rulesVersion !== rulesText.version) return err('rules-version-changed')
  return commandSession(ctx, viewer, matterId, ({ side }) => ({ type: 'accept-rules', side, rulesVersion }), {
    write: keepAcceptance,
  })
}

async function keepAcceptance(tx: Tx, { at, sessionId, seat, state, events }: CommandDone): Promise<void> {
  if (!events.some((event) => event.type === 'rules-accepted')) return
  await keepRulesText(tx, at)
  const settlement = termsSettlement(state)
  await tx
    .insertInto('rulesAcceptances')
    .values({
      sessionId,
      side: seat.side,
      acceptedAt: at,
      acceptedBy: seat.userId,
      rulesVersion: rulesText.version,
      termsSha256: settlement?.kind === 'document' ? settlement.version.sha256 : null,
    })
    .execute()
}

async function keepRulesText(tx: Tx, keptAt: number): Promise<void> {
  await tx
    .insertInto('rulesTexts')
    .values({ version: rulesText.version, sha256: RULES_SHA256, body: RULES_BODY, keptAt })
    .onConflict((conflict) => conflict.column('version').doNothing())
    .execute()
  const { sha256 } = await tx
    .selectFrom('rulesTexts')
    .where('version', '=', rulesText.version)
    .select('sha256')
    .executeTakeFirstOrThrow()
  if (sha256 !== RULES_SHA256) {
    throw new Error(`the rules of version ${rulesText.version} were changed after somebody had accepted them`)
  }
}

import { type NewMatter, SIDE_WORDS } from '../../contract/matters.ts'
import type { Viewer } from '../../contract/viewer.ts'
import type { MatterId } from '../../domain/ids.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { otherSide } from '../../domain/side.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { readInviter } from '../invitations/invitation-mail.ts'
import { type InvitationLimit, issueInvitation } from '../invitations/issue-invitation.ts'
import { type InviteeRefusal, refuseInvitee } from '../invitations/refuse-invitee.ts'
import { openMatter } from './open-matter.ts'

export type CreateMatter = NewMatter & {
  /** Whether the invitation goes at once; a matter without an invitee has none to send. */
  readonly sendInvitation: boolean
}

export type CreatedMatter = {
  readonly matterId: MatterId
  /** False where this form was sent before: the matter is there, as it was then. */
  readonly isNew: boolean
}

export type CreateMatterRefusal = InviteeRefusal | 'id-taken' | InvitationLimit | 'temporarily-unavailable'

/**
 * Makes a matter whose creator leads one seat, its first session, and the invitation to the other seat, all or nothing.
 * The id comes with the form: sent twice, it makes one matter. `id-taken`: the id is somebody else's matter.
 */
export async function createMatter(
  ctx: Context,
  viewer: Viewer,
  input: CreateMatter,
): Promise<Result<CreatedMatter, CreateMatterRefusal>> {
  const inviter = await readInviter(ctx.db, viewer)
  if (input.invitee) {
    const allowed = refuseInvitee(inviter, input.invitee.email)
    if (!allowed.ok) return allowed
  }
  return transact(ctx.db, async (tx) => {
    const { side, represents, words: wordsKey, invitee, sendInvitation, ...matter } = input
    const words = SIDE_WORDS[wordsKey]
    const at = await ctx.clock(tx)
    const opened = await openMatter(
      ctx,
      tx,
      { ...matter, words, isPractice: false, lead: { userId: viewer.userId, side, represents } },
      at,
    )
    if (!opened.ok) {
      return opened.error === 'id-taken' ? findOwnMatter(tx, viewer, input.matterId) : opened
    }
    if (invitee && sendInvitation) {
      const offered = otherSide(side)
      const letter = { inviter, matter: { ...matter, words }, side: offered, role: 'lead', invitee } as const
      const target = { matterId: input.matterId, seatId: opened.value.seats[offered] }
      const issued = await issueInvitation(ctx, tx, { ...letter, ...target }, at)
      if (!issued.ok) return issued
    }
    return ok({ matterId: input.matterId, isNew: true })
  })
}

async function findOwnMatter(
  tx: Tx,
  viewer: Viewer,
  matterId: MatterId,
): Promise<Result<CreatedMatter, 'id-taken'>> {
  const row = await tx
    .selectFrom('matters')
    .select('id')
    .where('id', '=', matterId)
    .where('createdBy', '=', viewer.userId)
    .executeTakeFirst()
  return row ? ok({ matterId, isNew: false }) : err('id-taken')
}

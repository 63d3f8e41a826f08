import type { Instant } from '../../domain/deadlines.ts'
import type { InvitationId } from '../../domain/ids.ts'
import { isAnswerable } from '../../domain/invitation.ts'
import type { Tx } from '../db/database.ts'
import { findInvitation } from './invitation-store.ts'

/** Ended, or run out; asked after a conditional write found it not answerable. */
export async function whyNotAnswerable(
  tx: Tx,
  id: InvitationId,
  at: Instant,
): Promise<'invitation-expired' | 'invitation-ended'> {
  const now = await findInvitation(tx, { by: 'id', invitationId: id })
  if (!now || isAnswerable(now, at)) throw new Error(`invitation ${id} was refused and is answerable`)
  return now.endedAt === null ? 'invitation-expired' : 'invitation-ended'
}

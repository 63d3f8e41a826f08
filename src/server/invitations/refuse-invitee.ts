import { err, ok, type Result } from '../../domain/result.ts'
import { emailDomainOf, isSameOrganization } from '../../domain/same-organization.ts'
import type { InvitationLetter } from './invitation-mail.ts'

export type InviteeRefusal = 'own-address' | 'same-organization'

/**
 * What can be told of somebody for the other seat by the address alone. Whether the address belongs to an account, and
 * of which firm, is looked at when they accept, so that nobody learns it by inviting.
 */
export function refuseInvitee(
  inviter: InvitationLetter['inviter'],
  email: string,
): Result<void, InviteeRefusal> {
  if (email === inviter.email) return err('own-address')
  const own = { firm: inviter.firm, emailDomain: emailDomainOf(inviter.email) }
  return isSameOrganization(own, { firm: '', emailDomain: emailDomainOf(email) })
    ? err('same-organization')
    : ok()
}

import { createHash } from 'node:crypto'

/** All that is kept of a link: whoever reads the database cannot follow it. The token's 256 bits need no salt. */
export function hashInvitationToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

import { createHash } from 'node:crypto'

/** All that is kept of a link in a mail: whoever reads the database cannot follow it. 256 random bits need no salt. */
export function hashLinkToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

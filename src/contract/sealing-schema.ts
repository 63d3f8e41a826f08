import { z } from 'zod'

/**
 * A sealed number as base64url, 113 bytes: always of the same length, whatever the number. The last character
 * carries two spare bits, which must be zero, so that one envelope has one spelling.
 */
export const envelopeSchema = z.string().regex(/^[A-Za-z0-9_-]{150}[AEIMQUYcgkosw048]$/)

/** The public key of a session as base64url: an uncompressed point of P-256, 65 bytes. */
export const publicKeySchema = z.string().regex(/^[A-Za-z0-9_-]{86}[AEIMQUYcgkosw048]$/)

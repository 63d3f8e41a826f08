import { z } from 'zod'

/**
 * A side's own numbers as the matcher re-sealed them, base64url of 2,649 bytes: of one length, however many there are.
 * Three divides it, so that no character has spare bits.
 */
export const sealedHistorySchema = z.string().regex(/^[A-Za-z0-9_-]{3532}$/)

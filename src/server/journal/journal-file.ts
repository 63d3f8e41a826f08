import { z } from 'zod'

const value = z.union([z.string(), z.number(), z.boolean(), z.null()])

const recordSchema = z.strictObject({
  matterId: z.string(),
  chain: z.enum(['plaintiff', 'defendant', 'shared']),
  seq: z.int().positive(),
  sessionId: z.string().nullable(),
  at: z.int(),
  type: z.string(),
  actor: z.string().nullable(),
  data: z.record(z.string(), value),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
})

const headSchema = z.strictObject({
  matterId: z.string(),
  chain: z.enum(['plaintiff', 'defendant', 'shared']),
  seq: z.int().nonnegative(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  signature: z.string(),
})

/** An exported journal: what one side may know, in its order, with the signed end of each chain. */
export const journalFileSchema = z.strictObject({
  format: z.literal('backchannel-journal-1'),
  matterId: z.string(),
  publicKey: z.string(),
  heads: z.array(headSchema),
  records: z.array(recordSchema),
})
export type JournalFile = z.output<typeof journalFileSchema>

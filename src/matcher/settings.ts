import { z } from 'zod'
import { kmsSettingsSchema } from './kms.ts'

const tlsSettingsSchema = z.strictObject({
  host: z.string(),
  /** 0 for a free one. */
  port: z.int().min(0).max(65_535),
  identity: z.strictObject({ authority: z.string(), certificate: z.string(), key: z.string() }),
  /** Of the certificates with which one may ask. */
  clientNames: z.array(z.string()).min(1),
})

/** What the matcher's process is told at its start, over its standard input: nothing of it stands in its environment. */
export const matcherSettingsSchema = z.strictObject({
  /** Of the matcher's role. Without a password there, the matcher has its own, from the key folder. */
  databaseUrl: z.string(),
  /** Of keys, unless a KMS has them; and of marks. */
  keyFolder: z.string(),
  kms: kmsSettingsSchema.optional(),
  /** For callers of this host. */
  socketPath: z.string().optional(),
  /** For callers of other hosts. */
  tls: tlsSettingsSchema.optional(),
  logLevel: z.enum(['debug', 'info', 'warn', 'error', 'silent']),
})

/**
 * What the process says, over its standard output. `password-needed`: the database does not let it in; the database's
 * owner has to give its role the password with this verifier. The process waits until it is told `password-set`.
 */
export const matcherMessageSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('password-needed'), verifier: z.string() }),
  /** At work on the keys, before it is ready: said again and again. */
  z.strictObject({ kind: z.literal('preparing') }),
  z.strictObject({ kind: z.literal('ready') }),
  /** In words for the person who starts it. The process ends. */
  z.strictObject({ kind: z.literal('failed'), reason: z.string() }),
])

export const PASSWORD_SET = 'password-set'

export type MatcherSettings = z.output<typeof matcherSettingsSchema>
export type TlsSettings = z.output<typeof tlsSettingsSchema>
export type MatcherMessage = z.output<typeof matcherMessageSchema>

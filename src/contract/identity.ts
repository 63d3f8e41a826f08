import { z } from 'zod'
import { confirmPasswordSchema, passkeyAssertionSchema, totpCodeSchema } from './accounts.ts'

/** How a signed-in person proves again who they are; by a passkey in two messages, of which the first begins. */
export const identityProofSchema = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('password'), password: confirmPasswordSchema.shape.password }),
  z.strictObject({ by: z.literal('app-code'), code: totpCodeSchema.shape.code }),
  z.strictObject({ by: z.literal('passkey'), response: passkeyAssertionSchema.optional() }),
])
export type IdentityProof = z.input<typeof identityProofSchema>

export const IDENTITY_REFUSALS = [
  'wrong-password',
  'wrong-code',
  'not-enabled',
  'passkey-refused',
  'too-many-attempts',
  'not-signed-in',
] as const
export type IdentityRefusal = (typeof IDENTITY_REFUSALS)[number]

/** What to ask the device, that it is done, or why not. */
export const identityReplySchema = z.union([
  z.object({ confirmed: z.literal(true) }),
  z.object({ options: z.looseObject({ challenge: z.string() }) }),
  z.object({ refusal: z.enum(IDENTITY_REFUSALS) }),
])
export type IdentityReply =
  | { readonly confirmed: true }
  | { readonly options: object }
  | { readonly refusal: IdentityRefusal }

/** Whether the person has just proved who they are, and by what else than the password they can. */
export const freshnessSchema = z.object({ fresh: z.boolean(), appCode: z.boolean(), passkey: z.boolean() })
export type Freshness = z.output<typeof freshnessSchema>

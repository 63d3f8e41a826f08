import { z } from 'zod'
import { requiredText } from './form-text.ts'

/** The longest comment on a version, in characters. */
export const MAX_COMMENT = 5_000

/** Made with each form, so that a form sent twice has its effect once. */
export const submissionIdSchema = z.uuid({ error: 'Reload the page and send the form again.' })

/** Of a version, as far as the database counts. */
export const versionNumber = z.coerce
  .number()
  .int()
  .positive()
  .max(2 ** 31 - 1)

/** Names the version by number and hash: an approval is of one document and of no other. */
export const approveTermsSchema = z.object({
  version: versionNumber,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})
export type ApproveTerms = z.output<typeof approveTermsSchema>

export const commentSchema = z.object({
  submissionId: submissionIdSchema,
  version: versionNumber,
  body: requiredText('Write your comment first.', MAX_COMMENT),
})
export type Comment = z.output<typeof commentSchema>

/** Both statements in one act, and the version that was read. */
export const acceptRulesSchema = z.object({
  rulesVersion: z.string().max(40),
  acceptRules: z.literal('on', { error: 'Tick this box if you have read the rules and accept them.' }),
  confirmAuthority: z.literal('on', {
    error: 'Tick this box if your client has given you authority to settle as described.',
  }),
})
export type AcceptRules = z.output<typeof acceptRulesSchema>

/** A date and a time of day in the matter's time zone. */
export const proposeStartSchema = z.object({
  date: z
    .string({ error: 'Enter the day of the start.' })
    .regex(/^\d{4}-\d{2}-\d{2}$/, 'Enter the day as year-month-day, for example 2027-01-15.'),
  time: z
    .string({ error: 'Enter the time of the start.' })
    .regex(/^\d{2}:\d{2}$/, 'Enter the time in 24 hours, for example 09:00 or 14:30.'),
})
export type ProposeStart = z.output<typeof proposeStartSchema>

/** Names the proposal that was read: one changed meanwhile is not accepted by mistake. */
export const acceptStartSchema = z.object({ startsAt: z.coerce.number().int().positive() })
export type AcceptStart = z.output<typeof acceptStartSchema>

import { z } from 'zod'
import { optionalText } from './form-text.ts'
import { submissionIdSchema } from './terms.ts'

/** The longest message, in characters. */
export const MAX_MESSAGE = 10_000

export const MESSAGES_A_PAGE = 40

/** The text of a message; its files come beside it. One of the two has to be there. */
export const messageSchema = z.object({
  submissionId: submissionIdSchema,
  body: optionalText(MAX_MESSAGE),
})
export type MessageInput = z.output<typeof messageSchema>

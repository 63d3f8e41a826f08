import { z } from 'zod'

/**
 * What a form brought that could not be taken for the moment: so that its page can be shown with it, to be sent again.
 * `isWhole`: neither a file nor a password was among it, which are not given back.
 */
export const typedFieldsSchema = z.object({
  fields: z.array(z.tuple([z.string(), z.string()])),
  isWhole: z.boolean(),
})
export type TypedFields = z.output<typeof typedFieldsSchema>

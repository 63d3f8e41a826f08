import { data } from 'react-router'
import type { z } from 'zod'

/**
 * The form that a request carries. Throws 400 for what is no form: another type of content, or one that was cut off on its
 * way. A page of ours sends neither, so nobody waits for words.
 */
export async function readForm(request: Request): Promise<FormData> {
  try {
    return await request.formData()
  } catch {
    throw data(null, { status: 400 })
  }
}

/** What a page of ours put into its form without asking, such as ids. Throws 400 where it is not of that kind. */
export function readHidden<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw data(null, { status: 400 })
  return parsed.data
}

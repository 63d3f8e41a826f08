/**
 * What a form brought that could not be taken for the moment: so that its page can be shown with it, to be sent again.
 * `isWhole`: neither a file nor a password was among it, which are not given back.
 */
export type TypedFields = {
  readonly fields: readonly (readonly [name: string, value: string])[]
  readonly isWhole: boolean
}

/** Null where it is no such thing. No zod: it comes with the frame of every page, before zod has been told to make no code. */
export function readTypedFields(data: unknown): TypedFields | null {
  if (typeof data !== 'object' || data === null || !('fields' in data) || !('isWhole' in data)) return null
  const { fields, isWhole } = data
  if (typeof isWhole !== 'boolean' || !Array.isArray(fields) || !fields.every(isField)) return null
  return { fields, isWhole }
}

function isField(field: unknown): field is readonly [string, string] {
  return Array.isArray(field) && field.length === 2 && field.every((part) => typeof part === 'string')
}

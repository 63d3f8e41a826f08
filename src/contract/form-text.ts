import { z } from 'zod'

/**
 * What a one-line field may hold: no line breaks and no other control characters, which mail and papers could not show,
 * and no half of a character (a lone surrogate). Neither of these can be kept in the database.
 */
const ONE_LINE = /^[^\p{Cc}\p{Cs}]*$/u
/** Several lines, and tabs. */
const SEVERAL_LINES = /^(?:[^\p{Cc}\p{Cs}]|[\n\r\t])*$/u

/** A field that has to be filled in; `missing` says what to enter. Blanks around it are taken off. */
export function requiredLine(missing: string, most: number) {
  return z
    .string({ error: missing })
    .trim()
    .min(1, missing)
    .max(most, `Use at most ${most} characters.`)
    .regex(ONE_LINE, 'Write this on one line, without line breaks.')
}

/** A field that may stay empty: then it is ''. */
export function optionalLine(most: number) {
  return z
    .string()
    .trim()
    .max(most, `Use at most ${most} characters.`)
    .regex(ONE_LINE, 'Write this on one line, without line breaks.')
    .default('')
}

export function requiredText(missing: string, most: number) {
  return z
    .string({ error: missing })
    .trim()
    .min(1, missing)
    .max(most, `Use at most ${most} characters.`)
    .regex(SEVERAL_LINES, 'Take out the characters that cannot be shown.')
}

export function optionalText(most: number) {
  return z
    .string()
    .trim()
    .max(most, `Use at most ${most} characters.`)
    .regex(SEVERAL_LINES, 'Take out the characters that cannot be shown.')
    .default('')
}

/** A mail address as accounts keep it: in lower case. */
export const mailAddressSchema = z
  .string({ error: 'Enter an e-mail address.' })
  .trim()
  .toLowerCase()
  .pipe(z.email('Enter an e-mail address such as name@example.com.').max(254, 'Use at most 254 characters.'))

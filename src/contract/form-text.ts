import { z } from 'zod'

/**
 * What a one-line field may hold: no line breaks and no other control characters, which mail and papers could not show,
 * and no half of a character (a lone surrogate). Neither of these can be kept in the database.
 */
const ONE_LINE = /^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]*$/u
/** Several lines, and tabs. */
const SEVERAL_LINES = /^(?:[^\p{Cc}\p{Cs}]|[\n\r\t])*$/u

/**
 * Characters that nobody sees and that make other text read otherwise: what turns the direction of writing (a caption could
 * be made to end in words that its mail's subject does not hold), blanks without width, and the hidden alphabet of tags.
 * They come along unseen with what is pasted, so they are taken out and not complained of. What joins letters and emoji
 * stays. Mail, papers and file names leave the same out (`plain-text.ts`, `typeface.ts`, `file-name.ts`).
 */
const UNSEEN = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/gu

const withoutUnseen = (text: string) => text.replace(UNSEEN, '')

/** A field that has to be filled in; `missing` says what to enter. Blanks around it are taken off. */
export function requiredLine(missing: string, most: number) {
  return z
    .string({ error: missing })
    .overwrite(withoutUnseen)
    .trim()
    .min(1, missing)
    .max(most, `Use at most ${most} characters.`)
    .regex(ONE_LINE, 'Write this on one line, without line breaks.')
}

/** A field that may stay empty: then it is ''. */
export function optionalLine(most: number) {
  return z
    .string()
    .overwrite(withoutUnseen)
    .trim()
    .max(most, `Use at most ${most} characters.`)
    .regex(ONE_LINE, 'Write this on one line, without line breaks.')
    .default('')
}

export function requiredText(missing: string, most: number) {
  return z
    .string({ error: missing })
    .overwrite(withoutUnseen)
    .trim()
    .min(1, missing)
    .max(most, `Use at most ${most} characters.`)
    .regex(SEVERAL_LINES, 'Take out the characters that cannot be shown.')
}

export function optionalText(most: number) {
  return z
    .string()
    .overwrite(withoutUnseen)
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

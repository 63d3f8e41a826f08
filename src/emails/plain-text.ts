/*
 * Captions, names and messages are typed by people, one of whom may mean harm: control characters end header lines,
 * bidirectional ones turn the text round, invisible ones hide in it.
 */
const CONTROLS = /[\p{Cc}\u2028\u2029]+/gu
const INVISIBLE = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/gu

/** One line of visible text. */
export function plainLine(text: string): string {
  return text.replace(INVISIBLE, '').replace(CONTROLS, ' ').replace(/\s+/gu, ' ').trim()
}

/** Visible text that may have several lines. */
export function plainLines(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map(plainLine)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** At most `limit` characters, never half of one; what is longer ends in an ellipsis. */
export function shortened(text: string, limit: number): string {
  const characters = Array.from(text)
  return characters.length <= limit
    ? text
    : `${characters
        .slice(0, limit - 1)
        .join('')
        .trimEnd()}…`
}

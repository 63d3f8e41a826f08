import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const folder = join(
  dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json')),
  'standard_fonts',
)

/**
 * The typeface of our papers: Liberation Sans, whose letters (Latin with its European extensions, Greek, Cyrillic) are
 * embedded, so that a paper looks the same everywhere. PDF's own fonts would stop at Western Europe.
 */
export const TYPEFACE = {
  regular: join(folder, 'LiberationSans-Regular.ttf'),
  bold: join(folder, 'LiberationSans-Bold.ttf'),
  italic: join(folder, 'LiberationSans-Italic.ttf'),
} as const

/** The characters that all three fonts have, but for box drawing and the like; a test holds this against the files. */
const PRINTABLE =
  /^[\n\x20-\x7e\u00a0-\u017f\u0192\u01fa-\u01ff\u0218-\u021b\u02c6\u02c7\u02d8-\u02dd\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0400-\u045f\u0490\u0491\u1e80-\u1e85\u1ef2\u1ef3\u2010\u2011\u2013-\u2015\u2017-\u201e\u2020-\u2022\u2026\u2030\u2032\u2033\u2039\u203a\u2044\u20a3\u20a4\u20a7\u20ac\u2105\u2116\u2122\u2126\u215b-\u215e\u2212\u2248\u2260\u2264\u2265]$/u

/** The characters of a text that the typeface cannot set, each once, in their order. */
export function unprintableCharacters(text: string): readonly string[] {
  return [...new Set([...normal(text)].filter((character) => !PRINTABLE.test(character)))]
}

/**
 * The text as it can be set. What the typeface lacks becomes its base letter where there is one ("ế" becomes "ê"), else
 * its code in brackets: a paper shows that something stands there rather than drop it.
 */
export function printableText(text: string): string {
  return [...normal(text)]
    .map((character) => (PRINTABLE.test(character) ? character : standIn(character)))
    .join('')
}

function standIn(character: string): string {
  const parts = [...character.normalize('NFD')]
  for (let kept = parts.length - 1; kept > 0; kept--) {
    const base = parts.slice(0, kept).join('').normalize('NFC')
    if (PRINTABLE.test(base)) return base
  }
  const code = character.codePointAt(0) ?? 0
  return `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`
}

/** Line ends and spaces of every kind as the plain ones, letters and their marks as one. */
function normal(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[\t\u2000-\u200a\u202f\u205f\u3000]/g, ' ')
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]/g, '')
}

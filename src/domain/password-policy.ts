import { COMMON_PIECES, RUNS } from './common-passwords.ts'

/**
 * What a password has to be, after NIST SP 800-63B-4, 3.1.1.2: long, since it may be the only factor; of any characters;
 * not one that is commonly used or expected. No classes of characters are asked for and none expires.
 */
export const PASSWORD_MIN_LENGTH = 15
export const PASSWORD_MAX_LENGTH = 256

export type PasswordProblem = 'password-too-short' | 'password-too-long' | 'password-too-guessable'

/** What a guesser knows of the person: name, address, firm. */
export type PasswordContext = readonly string[]

/** One form for the many that keyboards may give the same characters (NFKC). Hash and check this, nothing else. */
export function normalizePassword(password: string): string {
  return password.normalize('NFKC')
}

/** The first thing wrong with a password; null where it will do. Lengths are in characters, not bytes. */
export function findPasswordProblem(password: string, context: PasswordContext): PasswordProblem | null {
  const characters = [...normalizePassword(password)]
  if (characters.length < PASSWORD_MIN_LENGTH) return 'password-too-short'
  if (characters.length > PASSWORD_MAX_LENGTH) return 'password-too-long'
  return countPieces(characters.join(''), context) < FEWEST_PIECES ? 'password-too-guessable' : null
}

/** "Password2026!" three times over has three pieces, "iloveyou" and one's own name two; six unforeseen letters six. */
const FEWEST_PIECES = 6

/**
 * How many pieces a guesser has to put together at least: a piece is a single character, a common word, a word about
 * the person or this product, a run along a keyboard or an alphabet, a year, or a copy of what came before.
 */
export function countPieces(password: string, context: PasswordContext): number {
  const characters = [...password.toLowerCase()].filter((character) => !/[\s._-]/.test(character))
  const words = [...COMMON_PIECES, ...wordsOf(context)].map((word) => [...word])
  const fewest = [0]
  for (let start = 0; start < characters.length; start++) {
    const before = fewest[start] ?? 0
    const reach = Math.max(1, ...pieceLengths(characters, start, words))
    // A prefix of a copy or a run is one too, and a shorter word leaves the rest to another piece.
    for (let length = 1; length <= reach; length++) {
      const end = start + length
      fewest[end] = Math.min(fewest[end] ?? Number.POSITIVE_INFINITY, before + 1)
    }
  }
  return fewest[characters.length] ?? 0
}

function pieceLengths(characters: readonly string[], start: number, words: readonly string[][]): number[] {
  return [
    ...words.filter((word) => startsWithWord(characters, start, word)).map((word) => word.length),
    runLength(characters, start),
    copyLength(characters, start),
    /^(?:19|20)\d\d/.test(characters.slice(start, start + 4).join('')) ? 4 : 1,
  ]
}

/** Characters that stand for letters by custom: they hide a word from nobody. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'il',
  '!': 'il',
  '|': 'il',
  '3': 'e',
  '4': 'a',
  '@': 'a',
  '5': 's',
  $: 's',
  '7': 't',
  '+': 't',
  '8': 'b',
  '9': 'g',
}

function startsWithWord(characters: readonly string[], start: number, word: readonly string[]): boolean {
  return word.every((letter, position) => {
    const character = characters[start + position]
    return character !== undefined && (character === letter || (LOOKALIKES[character] ?? '').includes(letter))
  })
}

function runLength(characters: readonly string[], start: number): number {
  const rest = characters.slice(start).join('')
  let longest = 1
  for (const run of RUNS.flatMap((line) => [line, [...line].reverse().join('')])) {
    for (let at = run.indexOf(rest[0] ?? ''); at !== -1; at = run.indexOf(rest[0] ?? '', at + 1)) {
      let length = 1
      while (length < rest.length && run[at + length] === rest[length]) length++
      longest = Math.max(longest, length)
    }
  }
  return longest >= 3 ? longest : 1
}

/** The longest stretch from `start` that is a copy of one beginning earlier; the two may overlap, as in "aaaa". */
function copyLength(characters: readonly string[], start: number): number {
  let longest = 1
  for (let from = 0; from < start; from++) {
    let length = 0
    while (start + length < characters.length && characters[from + length] === characters[start + length]) {
      length++
    }
    longest = Math.max(longest, length)
  }
  return longest >= 3 ? longest : 1
}

function wordsOf(context: PasswordContext): string[] {
  return ['backchannel', ...context]
    .flatMap((text) => {
      const parts = normalizePassword(text)
        .toLowerCase()
        .split(/[^\p{L}\p{N}]+/u)
      return [...parts, parts.join('')]
    })
    .filter((word) => word.length >= 3)
}

import { otherSide, type Side } from '../../../domain/side.ts'

export type SideWords = Readonly<Record<Side, string>>

/** "Your side" or "The respondent side", to begin a sentence with. */
export function sideName(side: Side, own: Side, words: SideWords): string {
  return side === own ? 'Your side' : `The ${words[side]} side`
}

/** "your side" or "the respondent side", within a sentence. */
export function sideInSentence(side: Side, own: Side, words: SideWords): string {
  return side === own ? 'your side' : `the ${words[side]} side`
}

/** The other side of the reader's, within a sentence: "the respondent side". */
export function otherInSentence(own: Side, words: SideWords): string {
  return `the ${words[otherSide(own)]} side`
}

/** A name as the first column of a table: "Claimant (your side)". */
export function sideHead(side: Side, own: Side, words: SideWords): string {
  const word = words[side]
  const capital = word.charAt(0).toUpperCase() + word.slice(1)
  return side === own ? `${capital} (your side)` : capital
}

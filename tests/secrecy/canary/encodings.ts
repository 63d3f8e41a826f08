import { formatAmount } from '../../../src/domain/money.ts'
import { amountInWords } from '../../../src/domain/money-words.ts'

/** A way in which a number can lie somewhere, and its very bytes. */
export type Encoded = { readonly name: string; readonly bytes: Buffer }

/**
 * An amount in every form that a program or a database is likely to give it: as text with and without separators, in
 * either width of letters; as an integer and as a floating-point number of 64 bits, in either order of bytes; and as
 * PostgreSQL's numeric, whose digits are of base 10,000. For amounts of eleven and more digits, which do not turn up by
 * accident.
 */
export function encodingsOf(cents: bigint): readonly Encoded[] {
  const units = cents / 100n
  const rest = String(cents % 100n).padStart(2, '0')
  const texts = new Set([
    String(cents),
    String(units),
    `${units}.${rest}`,
    `${units},${rest}`,
    ...[',', '.', ' ', '\u00a0', '\u202f', "'", '’', '_'].map((separator) => grouped(units, separator)),
    ...[',', '.'].map((separator) => grouped(cents, separator)),
    formatAmount(cents, 'USD').replace(/^\D+/, ''),
    amountInWords(cents, 'USD'),
    amountInWords(units * 100n, 'USD'),
  ])
  return [
    ...[...texts].flatMap((text) => [
      { name: `text “${shapeOf(text)}”`, bytes: Buffer.from(text, 'utf8') },
      { name: `wide text “${shapeOf(text)}”`, bytes: Buffer.from(text, 'utf16le') },
    ]),
    ...[cents, units].flatMap((figure) => [
      ...integers(figure),
      ...floats(Number(figure)),
      ...numerics(figure),
    ]),
    ...floats(Number(cents) / 100),
  ]
}

/** For a report: what a text looks like, without its figures. */
function shapeOf(text: string): string {
  return text.replace(/\d/g, '#').replace(/[a-z]+/gi, 'word')
}

function grouped(figure: bigint, separator: string): string {
  return String(figure).replace(/\B(?=(\d{3})+$)/g, separator)
}

function integers(figure: bigint): Encoded[] {
  const big = Buffer.alloc(8)
  big.writeBigInt64BE(figure)
  const little = Buffer.alloc(8)
  little.writeBigInt64LE(figure)
  return [
    { name: 'int64, big end first', bytes: big },
    { name: 'int64, little end first', bytes: little },
  ]
}

function floats(figure: number): Encoded[] {
  const big = Buffer.alloc(8)
  big.writeDoubleBE(figure)
  const little = Buffer.alloc(8)
  little.writeDoubleLE(figure)
  return [
    { name: 'float64, big end first', bytes: big },
    { name: 'float64, little end first', bytes: little },
  ]
}

/** Three digits of base 10,000: as they are sent (big end first) and as they lie in a page. */
function numerics(figure: bigint): Encoded[] {
  const digits: number[] = []
  for (let rest = figure; rest > 0n; rest /= 10_000n) digits.unshift(Number(rest % 10_000n))
  const big = Buffer.alloc(digits.length * 2)
  const little = Buffer.alloc(digits.length * 2)
  for (const [index, digit] of digits.entries()) {
    big.writeInt16BE(digit, index * 2)
    little.writeInt16LE(digit, index * 2)
  }
  return [
    { name: 'numeric, as it is sent', bytes: big },
    { name: 'numeric, as it is stored', bytes: little },
  ]
}

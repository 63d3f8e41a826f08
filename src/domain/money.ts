import { type Currency, currencyExponent, isCurrency, wholeUnitOf } from './money-currencies.ts'
import type { AmountProblem } from './money-problem.ts'
import { err, ok, type Result } from './result.ts'

declare const brand: unique symbol
/** Whole minor units of the matter's currency, whatever they are called there ("cents" throughout). */
export type AmountCents = bigint & { readonly [brand]: 'AmountCents' }

/** What a demand or an offer may be, both ends included. */
export const NUMBER_LIMITS = { least: 100n, most: 10n ** 12n } as const
export type AmountLimits = { readonly least: bigint; readonly most: bigint }

export function isWithinLimits(cents: bigint, limits: AmountLimits = NUMBER_LIMITS): boolean {
  return cents >= limits.least && cents <= limits.most
}

/** Whole minor units as an amount, for values that are not typed by a person. */
export function toAmount(
  cents: bigint,
  limits: AmountLimits = NUMBER_LIMITS,
): Result<AmountCents, 'number-out-of-range'> {
  return isWithinLimits(cents, limits) ? ok(cents as AmountCents) : err('number-out-of-range')
}

/** The sign written before an amount; a currency without one of its own is written with its code. */
const SIGNS: Partial<Record<Currency, string>> = {
  USD: '$',
  EUR: '€',
  GBP: '£',
  INR: '₹',
  JPY: '¥',
  ILS: '₪',
  KRW: '₩',
}

export function currencySign(currency: Currency): string | null {
  return SIGNS[currency] ?? null
}

/** "$263,417.00"; "CHF 263,417.00". The same everywhere: the reader's locale has no say. */
export function formatAmount(cents: bigint, currency: Currency): string {
  const exponent = currencyExponent(currency)
  const unit = wholeUnitOf(currency)
  const magnitude = cents < 0n ? -cents : cents
  const fraction = exponent === 0 ? '' : `.${(magnitude % unit).toString().padStart(exponent, '0')}`
  return `${cents < 0n ? '-' : ''}${prefix(currency)}${grouped(magnitude / unit)}${fraction}`
}

/** "$263,417" for a whole amount; with its decimals otherwise. */
export function formatAmountShort(cents: bigint, currency: Currency): string {
  const unit = wholeUnitOf(currency)
  return cents >= 0n && cents % unit === 0n
    ? `${prefix(currency)}${grouped(cents / unit)}`
    : formatAmount(cents, currency)
}

function prefix(currency: Currency): string {
  return SIGNS[currency] ?? `${currency} `
}

function grouped(whole: bigint): string {
  return whole.toString().replace(/\B(?=(\d{3})+$)/g, ',')
}

const SUFFIX_DIGITS = new Map([
  ['k', 3],
  ['m', 6],
])

/**
 * An amount as typed, in minor units. The grammar is American and strict: `50,000`, `$50,000.00`, `50k`, `1.5m`,
 * `50000`, `USD 50,000`. What another reader could take for another amount (`50.000`, `1,5`) is refused with the
 * reason, never guessed at; nothing depends on the locale. Never throws.
 */
export function parseAmount(
  text: string,
  currency: Currency,
  limits: AmountLimits = NUMBER_LIMITS,
): Result<AmountCents, AmountProblem> {
  const trimmed = text.trim()
  if (trimmed === '') return err('empty')
  const strange = strangeCharacter(trimmed)
  if (strange) return err(strange)
  const figure = withoutCurrency(trimmed, currency)
  if (!figure.ok) return figure
  const cents = parseFigure(figure.value, currencyExponent(currency))
  if (!cents.ok) return cents
  if (cents.value < limits.least) return err('too-small')
  if (cents.value > limits.most) return err('too-large')
  return ok(cents.value as AmountCents)
}

/** A figure, a dash or "to", and another figure, each with its own sign or suffix. */
const RANGE = /\d[kKmM]?\s*(?:[-\u2010-\u2015\u2212\uFE63\uFF0D]|\bto\b)\s*(?:[A-Za-z\p{Sc}]+\s*)?\d/u

function strangeCharacter(text: string): AmountProblem | null {
  if (/[^\P{Nd}0-9]/u.test(text)) return 'foreign-digits'
  if (RANGE.test(text)) return 'range'
  if (/^\(.*\)$|[-\u2010-\u2015\u2212\uFE63\uFF0D]/u.test(text)) return 'negative'
  if (/[^0-9A-Za-z.,\s\p{Sc}]/u.test(text)) return 'unexpected-character'
  return null
}

type Figure = { readonly amount: string; readonly suffix: string }

const TYPED_AMOUNT = new RegExp(
  [
    /^((?:[A-Za-z\p{Sc}]+(?:\s[A-Za-z\p{Sc}]+)*)?)(\s*)/u, // signs or codes before the figure
    /([.,\d](?:.*[.,\d])?)?/su, // from the first digit or separator to the last
    /([kKmM](?![A-Za-z]))?/u, // thousands or millions
    /(\s*)(\p{Sc}+|[A-Za-z]+)?$/u, // a sign or a code after it
  ]
    .map((part) => part.source)
    .join(''),
  'su',
)

/** Takes off the one sign or code that may stand before the figure, or the one code that may stand after it. */
function withoutCurrency(text: string, currency: Currency): Result<Figure, AmountProblem> {
  const parts = TYPED_AMOUNT.exec(text)
  if (!parts) return err('unexpected-character')
  const [, before = '', gapBefore = '', amount = '', suffix = '', gapAfter = '', after = ''] = parts
  if (before !== '' && !isOwnMark(before, currency)) return err(foreignMark(before))
  if (amount === '') return err('empty')
  if (gapBefore.length > 1 || gapAfter.length > 1) return err('space-inside')
  if (after === '') return ok({ amount, suffix })
  if (before !== '') return err('two-currency-signs')
  if (after === currencySign(currency)) return err('sign-after-amount')
  if (after.toUpperCase() === currency) return ok({ amount, suffix })
  if (SUFFIX_DIGITS.has(after.toLowerCase())) return err('space-inside')
  const foreign = foreignMark(after)
  return err(foreign === 'unexpected-character' ? 'unknown-suffix' : foreign)
}

function isOwnMark(mark: string, currency: Currency): boolean {
  const upper = mark.toUpperCase()
  return mark === currencySign(currency) || upper === currency || (currency === 'USD' && upper === 'US$')
}

function foreignMark(mark: string): AmountProblem {
  const marks = mark.match(/\p{Sc}|[A-Za-z]+/gu) ?? []
  const known = marks.filter((each) => /\p{Sc}/u.test(each) || isCurrency(each.toUpperCase()))
  if (known.length > 1) return 'two-currency-signs'
  return known.length === 1 ? 'wrong-currency' : 'unexpected-character'
}

function parseFigure({ amount, suffix }: Figure, exponent: number): Result<bigint, AmountProblem> {
  if (/\s/u.test(amount + suffix)) return err('space-inside')
  if (/\d[eE]\d/.test(amount)) return err('exponent')
  if (/[^\d.,]/.test(amount) || !/\d/.test(amount)) return err('unexpected-character')
  if (suffix === '') return parsePlain(amount, exponent)
  const zeros = SUFFIX_DIGITS.get(suffix.toLowerCase())
  return zeros === undefined ? err('unknown-suffix') : parseAbbreviated(amount, zeros, exponent)
}

function parsePlain(amount: string, exponent: number): Result<bigint, AmountProblem> {
  const [whole = '', fraction, ...more] = amount.split('.')
  if (more.length > 0 || fraction?.includes(',')) return err('ambiguous-separator')
  if (fraction !== undefined) {
    // Three digits after a lone point are thousands to half of the world; so they are decimals only where the
    // currency has three.
    if (fraction.length === 3 && exponent !== 3 && !whole.includes(',')) return err('ambiguous-separator')
    if (fraction.length > exponent) return err('too-precise')
    if (fraction.length < exponent || exponent === 0) return err('incomplete-decimals')
  }
  const digits = ungrouped(whole)
  return digits.ok ? ok(BigInt(digits.value + (fraction ?? '').padEnd(exponent, '0'))) : digits
}

function ungrouped(whole: string): Result<string, AmountProblem> {
  if (whole === '') return err('missing-whole')
  if (!/^(\d+|\d{1,3}(,\d{3})+)$/.test(whole)) return err('misplaced-comma')
  if (/^0./.test(whole)) return err('leading-zero')
  return ok(whole.replaceAll(',', ''))
}

/**
 * `1.5m`: at most two decimals, as `1.375m` is 1,375 million where the point groups thousands, and no commas, as
 * `1,5m` is 1.5 million.
 */
function parseAbbreviated(amount: string, zeros: number, exponent: number): Result<bigint, AmountProblem> {
  const parts = /^(\d+)(?:\.(\d{1,2}))?$/.exec(amount)
  if (!parts) return err('ambiguous-suffix')
  const [, whole = '', decimals = ''] = parts
  if (/^0./.test(whole)) return err('leading-zero')
  return ok(BigInt(whole + decimals + '0'.repeat(zeros - decimals.length + exponent)))
}

import { type AmountLimits, currencySign, formatAmountShort, NUMBER_LIMITS } from './money.ts'
import type { Currency } from './money-currencies.ts'
import { currencyExponent, currencyName } from './money-currencies.ts'
import { assertNever } from './result.ts'

/** Why a typed amount was not taken. */
export type AmountProblem =
  | 'empty'
  | 'unexpected-character'
  | 'foreign-digits'
  | 'negative'
  | 'range'
  | 'exponent'
  | 'wrong-currency'
  | 'two-currency-signs'
  | 'sign-after-amount'
  | 'space-inside'
  | 'ambiguous-separator'
  | 'misplaced-comma'
  | 'incomplete-decimals'
  | 'missing-whole'
  | 'too-precise'
  | 'leading-zero'
  | 'unknown-suffix'
  | 'ambiguous-suffix'
  | 'too-small'
  | 'too-large'

/** The sentence shown beside the field. It never repeats what was typed. */
export function describeAmountProblem(
  problem: AmountProblem,
  currency: Currency,
  limits: AmountLimits = NUMBER_LIMITS,
): string {
  const exponent = currencyExponent(currency)
  const sign = currencySign(currency)
  const example = `${sign ?? `${currency} `}50,000`
  switch (problem) {
    case 'empty':
      return `Enter an amount, for example ${example}.`
    case 'unexpected-character':
      return `Use figures, commas and a decimal point only, for example ${example}. A pasted amount may carry a hidden character: type it in.`
    case 'foreign-digits':
      return 'Use the digits 0 to 9.'
    case 'negative':
      return 'An amount cannot be negative. Enter it without a minus sign or parentheses.'
    case 'range':
      return 'Enter one figure, not a range.'
    case 'exponent':
      return `Write the amount out, without an exponent, for example ${example}.`
    case 'wrong-currency':
      return `This matter is in ${currencyName(currency)} (${currency}). Enter the figure alone${sign ? `, with ${sign}` : ''} or with ${currency}.`
    case 'two-currency-signs':
      return `Give the currency once, or not at all, for example ${example}.`
    case 'sign-after-amount':
      return `Put the currency sign before the amount, for example ${example}.`
    case 'space-inside':
      return 'Leave out the spaces inside the amount; group thousands with commas, for example 50,000.'
    case 'ambiguous-separator':
      return 'It is unclear whether the point marks decimals or thousands. Group thousands with commas, for example 50,000, and use the point for decimals only.'
    case 'misplaced-comma':
      return 'Commas must set off groups of three digits, for example 50,000 or 1,250,000. Decimals follow a point.'
    case 'incomplete-decimals':
      return exponent === 0
        ? `Leave out the decimal point: ${currency} has no smaller unit.`
        : `Write all ${exponent} decimals, or none, for example 50,000.${'50'.padEnd(exponent, '0')} or 50,000.`
    case 'missing-whole':
      return 'Write a figure before the decimal point, for example 0.50.'
    case 'too-precise':
      return exponent === 0
        ? `${currency} has no smaller unit. Enter a whole amount.`
        : `${currency} has ${exponent} decimals. Enter no more than that.`
    case 'leading-zero':
      return 'Leave out the zero at the front.'
    case 'unknown-suffix':
      return 'Only k (thousand) and m (million) may follow the figure, for example 50k or 1.5m.'
    case 'ambiguous-suffix':
      return 'With k or m use at most two decimals and no commas, for example 50k or 1.25m. Otherwise write the amount in full.'
    case 'too-small':
      return `The least amount is ${formatAmountShort(limits.least, currency)}.`
    case 'too-large':
      return `The largest amount is ${formatAmountShort(limits.most, currency)}.`
    default:
      return assertNever(problem)
  }
}

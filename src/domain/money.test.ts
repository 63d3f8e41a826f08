import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type AmountCents,
  formatAmount,
  formatAmountShort,
  NUMBER_LIMITS,
  parseAmount,
  toAmount,
} from './money.ts'
import {
  CURRENCY_CODES,
  type Currency,
  currencyExponent,
  isCurrency,
  wholeUnitOf,
} from './money-currencies.ts'
import { type AmountProblem, describeAmountProblem } from './money-problem.ts'

const anyCurrency = fc.constantFrom(...CURRENCY_CODES)
const anyAmount = fc.bigInt({ min: NUMBER_LIMITS.least, max: NUMBER_LIMITS.most })

function parsed(text: string, currency: Currency = 'USD'): AmountCents | AmountProblem {
  const result = parseAmount(text, currency)
  return result.ok ? result.value : result.error
}

describe('parseAmount', () => {
  test.each([
    ['50,000', 5_000_000n],
    ['$50,000.00', 5_000_000n],
    ['50k', 5_000_000n],
    ['50K', 5_000_000n],
    ['1.5m', 150_000_000n],
    ['1.25m', 125_000_000n],
    ['50000', 5_000_000n],
    ['USD 50,000', 5_000_000n],
    ['usd50,000', 5_000_000n],
    ['US$50,000', 5_000_000n],
    ['50,000 USD', 5_000_000n],
    ['50k USD', 5_000_000n],
    ['  $ 1,234,567.89\n', 123_456_789n],
    ['1', 100n],
    ['10,000,000,000', NUMBER_LIMITS.most],
  ])('takes %j', (text, cents) => {
    expect(parsed(text)).toBe(cents)
  })

  test.each<[string, AmountProblem]>([
    ['', 'empty'],
    ['  ', 'empty'],
    ['$', 'empty'],
    ['50.000', 'ambiguous-separator'],
    ['1.000.000', 'ambiguous-separator'],
    ['1.000,50', 'ambiguous-separator'],
    ['50,00', 'misplaced-comma'],
    ['1,5', 'misplaced-comma'],
    ['1,50,000', 'misplaced-comma'],
    ['5000,000', 'misplaced-comma'],
    ['1,', 'misplaced-comma'],
    ['50,000.5', 'incomplete-decimals'],
    ['50.', 'incomplete-decimals'],
    ['.50', 'missing-whole'],
    ['50.1234', 'too-precise'],
    ['50,000.125', 'too-precise'],
    ['-50', 'negative'],
    ['−50', 'negative'],
    ['$-50', 'negative'],
    ['(50)', 'negative'],
    ['50-', 'negative'],
    ['50k-60k', 'range'],
    ['$50,000 – $60,000', 'range'],
    ['50 to 60', 'range'],
    ['50k - USD 60k', 'range'],
    ['5e4', 'exponent'],
    ['€50', 'wrong-currency'],
    ['50 €', 'wrong-currency'],
    ['CA$50', 'wrong-currency'],
    ['EUR 50', 'wrong-currency'],
    ['50 EUR', 'wrong-currency'],
    ['$$50', 'two-currency-signs'],
    ['USD $50', 'two-currency-signs'],
    ['$50 USD', 'two-currency-signs'],
    ['50$', 'sign-after-amount'],
    ['５０', 'foreign-digits'],
    ['٥٠', 'foreign-digits'],
    ['50 000', 'space-inside'],
    ['50\u00a0000', 'space-inside'],
    ['50 k', 'space-inside'],
    ['1\n2', 'space-inside'],
    ["50'000", 'unexpected-character'],
    ['50\u200b', 'unexpected-character'],
    ['+50', 'unexpected-character'],
    ['fifty', 'unexpected-character'],
    ['0x10', 'unexpected-character'],
    ['½', 'unexpected-character'],
    ['050', 'leading-zero'],
    ['0,500', 'leading-zero'],
    ['1.5mm', 'unknown-suffix'],
    ['1.5b', 'unknown-suffix'],
    ['5 dollars', 'unknown-suffix'],
    ['1.375m', 'ambiguous-suffix'],
    ['1,500k', 'ambiguous-suffix'],
    ['0', 'too-small'],
    ['0.99', 'too-small'],
    ['10,000,000,000.01', 'too-large'],
    ['99999999999999999999999999', 'too-large'],
  ])('refuses %j: %s', (text, problem) => {
    expect(parsed(text)).toBe(problem)
  })

  test('takes the decimals that the currency has, no more and no fewer', () => {
    expect(parsed('¥50,000', 'JPY')).toBe(50_000n)
    expect(parsed('50.00', 'JPY')).toBe('too-precise')
    expect(parsed('50.000', 'JPY')).toBe('ambiguous-separator')
    expect(parsed('50.125', 'KWD')).toBe(50_125n)
    expect(parsed('50.12', 'KWD')).toBe('incomplete-decimals')
    expect(parsed('50.1234', 'CLF')).toBe(501_234n)
    expect(parsed('50.123', 'CLF')).toBe('ambiguous-separator')
  })

  test('a dollar sign stands for US dollars alone', () => {
    expect(parsed('$50', 'CAD')).toBe('wrong-currency')
    expect(parsed('CAD 50', 'CAD')).toBe(5_000n)
    expect(parsed('50MXN', 'MXN')).toBe(5_000n)
  })

  test('reads back whatever was formatted, in every currency', () => {
    fc.assert(
      fc.property(anyAmount, anyCurrency, (cents, currency) => {
        expect(parsed(formatAmount(cents, currency), currency)).toBe(cents)
        expect(parsed(formatAmountShort(cents, currency), currency)).toBe(cents)
      }),
    )
  })

  test('never throws, and what it takes is in range and means what a plain reading means', () => {
    const typed = fc.string({ unit: fc.constantFrom(...'0123456789012345.,,.kKmM$ €USDe-') })
    fc.assert(
      fc.property(fc.oneof(typed, fc.string({ unit: 'binary' })), anyCurrency, (text, currency) => {
        const result = parseAmount(text, currency)
        if (!result.ok) return describeAmountProblem(result.error, currency).length > 0
        const figure = text.replaceAll(/[^0-9.kKmM]|[A-Z]{3}/g, '')
        const scale = /k/i.test(figure) ? 1e3 : /m/i.test(figure) ? 1e6 : 1
        const plain = Number.parseFloat(figure) * scale * Number(wholeUnitOf(currency))
        expect(Math.abs(Number(result.value) - plain)).toBeLessThan(0.5)
        return toAmount(result.value).ok
      }),
      { numRuns: 5_000 },
    )
  })

  test('limits can be set for amounts that are not numbers of a session', () => {
    expect(parseAmount('0.50', 'USD', { least: 1n, most: 10n ** 15n })).toEqual({ ok: true, value: 50n })
    expect(parseAmount('50,000,000,000', 'USD', { least: 1n, most: 10n ** 15n }).ok).toBe(true)
  })
})

describe('formatAmount', () => {
  test('groups thousands and shows every decimal', () => {
    expect(formatAmount(26_341_700n, 'USD')).toBe('$263,417.00')
    expect(formatAmount(5n, 'USD')).toBe('$0.05')
    expect(formatAmount(-105n, 'USD')).toBe('-$1.05')
    expect(formatAmount(1_234_567n, 'JPY')).toBe('¥1,234,567')
    expect(formatAmount(1_234_567n, 'CHF')).toBe('CHF 12,345.67')
    expect(formatAmount(1_234_567n, 'KWD')).toBe('KWD 1,234.567')
  })

  test('the short form leaves out decimals that are zero', () => {
    expect(formatAmountShort(26_341_700n, 'USD')).toBe('$263,417')
    expect(formatAmountShort(26_341_750n, 'USD')).toBe('$263,417.50')
  })
})

test('currencies are those of ISO 4217, with its decimals', () => {
  expect(isCurrency('USD')).toBe(true)
  expect(isCurrency('usd')).toBe(false)
  expect(isCurrency('toString')).toBe(false)
  expect(CURRENCY_CODES.every((code) => /^[A-Z]{3}$/.test(code))).toBe(true)
  expect(['USD', 'HUF', 'JPY', 'KWD', 'CLF'].map((code) => currencyExponent(code as Currency))).toEqual([
    2, 2, 0, 3, 4,
  ])
})

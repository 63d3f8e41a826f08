import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CURRENCY_CODES } from './money-currencies.ts'
import { amountInWords } from './money-words.ts'

test.each([
  [26_341_700n, 'two hundred sixty-three thousand four hundred seventeen dollars'],
  [26_341_750n, 'two hundred sixty-three thousand four hundred seventeen dollars and 50 cents'],
  [100n, 'one dollar'],
  [201n, 'two dollars and 1 cent'],
  [0n, 'zero dollars'],
  [1_000_000_00n, 'one million dollars'],
  [1_000_010_00n, 'one million ten dollars'],
  [1_050_000_000_000n, 'ten billion five hundred million dollars'],
])('%s cents of USD in words', (cents, words) => {
  expect(amountInWords(cents, 'USD')).toBe(words)
})

test('other currencies are named', () => {
  expect(amountInWords(5_000_050n, 'GBP')).toBe('fifty thousand pounds sterling and 50 pence')
  expect(amountInWords(5_000n, 'JPY')).toBe('five thousand yen')
  expect(amountInWords(5_000_005n, 'KWD')).toBe('five thousand and 005/1000 Kuwaiti Dinar')
  expect(amountInWords(5_000_000n, 'KWD')).toBe('five thousand Kuwaiti Dinar')
})

test('different amounts have different words, and no words hold a stray space', () => {
  const amount = fc.bigInt({ min: 0n, max: 2n * 10n ** 12n })
  fc.assert(
    fc.property(
      fc.uniqueArray(amount, { minLength: 2 }),
      fc.constantFrom(...CURRENCY_CODES),
      (amounts, currency) => {
        const words = amounts.map((cents) => amountInWords(cents, currency))
        expect(new Set(words).size).toBe(amounts.length)
        expect(words.filter((each) => /^ | $| {2}/.test(each))).toEqual([])
      },
    ),
  )
})

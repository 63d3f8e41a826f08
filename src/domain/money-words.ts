import { type Currency, currencyExponent, currencyName, wholeUnitOf } from './money-currencies.ts'

const ONES =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const TENS = '- - twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const SCALES = ['', ' thousand', ' million', ' billion', ' trillion', ' quadrillion']

type UnitNames = {
  readonly major: readonly [one: string, many: string]
  readonly minor?: readonly [one: string, many: string]
}

const CENTS = ['cent', 'cents'] as const
/**
 * Currencies whose units have everyday English names; the others are written as on a cheque: "… and 50/100 Kuwaiti
 * Dinar".
 */
const UNIT_NAMES: Partial<Record<Currency, UnitNames>> = {
  USD: { major: ['dollar', 'dollars'], minor: CENTS },
  EUR: { major: ['euro', 'euros'], minor: CENTS },
  GBP: { major: ['pound sterling', 'pounds sterling'], minor: ['penny', 'pence'] },
  CAD: { major: ['Canadian dollar', 'Canadian dollars'], minor: CENTS },
  AUD: { major: ['Australian dollar', 'Australian dollars'], minor: CENTS },
  NZD: { major: ['New Zealand dollar', 'New Zealand dollars'], minor: CENTS },
  HKD: { major: ['Hong Kong dollar', 'Hong Kong dollars'], minor: CENTS },
  SGD: { major: ['Singapore dollar', 'Singapore dollars'], minor: CENTS },
  CHF: { major: ['Swiss franc', 'Swiss francs'], minor: ['centime', 'centimes'] },
  MXN: { major: ['Mexican peso', 'Mexican pesos'], minor: ['centavo', 'centavos'] },
  INR: { major: ['Indian rupee', 'Indian rupees'], minor: ['paisa', 'paise'] },
  JPY: { major: ['yen', 'yen'] },
}

/**
 * An amount in American English: "two hundred sixty-three thousand four hundred seventeen dollars and 50 cents".
 * Different amounts have different words. For amounts from zero to below 10^18 whole units.
 */
export function amountInWords(cents: bigint, currency: Currency): string {
  const unit = wholeUnitOf(currency)
  const whole = cents / unit
  const rest = cents % unit
  const names = UNIT_NAMES[currency]
  if (!names) {
    const fraction =
      rest === 0n ? '' : ` and ${rest.toString().padStart(currencyExponent(currency), '0')}/${unit}`
    return `${integerInWords(whole)}${fraction} ${currencyName(currency)}`
  }
  const major = `${integerInWords(whole)} ${whole === 1n ? names.major[0] : names.major[1]}`
  if (rest === 0n || !names.minor) return major
  return `${major} and ${rest} ${rest === 1n ? names.minor[0] : names.minor[1]}`
}

function integerInWords(value: bigint): string {
  if (value < 0n || value >= 10n ** 18n) throw new RangeError('no words for an amount of this size')
  if (value === 0n) return 'zero'
  const groups: string[] = []
  for (let rest = value, scale = 0; rest > 0n; rest /= 1000n, scale += 1) {
    const group = Number(rest % 1000n)
    if (group > 0) groups.unshift(`${belowThousandInWords(group)}${SCALES[scale]}`)
  }
  return groups.join(' ')
}

function belowThousandInWords(value: number): string {
  const hundreds = Math.floor(value / 100)
  const rest = value % 100
  const words = hundreds > 0 ? [`${ONES[hundreds]} hundred`] : []
  if (rest > 0) words.push(belowHundredInWords(rest))
  return words.join(' ')
}

function belowHundredInWords(value: number): string {
  if (value < 20) return ONES[value] ?? ''
  const tens = TENS[Math.floor(value / 10)] ?? ''
  return value % 10 === 0 ? tens : `${tens}-${ONES[value % 10]}`
}

import { CURRENCY_CODES, type Currency, currencyName } from '../../../domain/money-currencies.ts'
import type { SelectOptionGroup } from '../../ui/select.tsx'

const COMMON: readonly Currency[] = ['USD', 'EUR', 'GBP', 'CAD']

const option = (code: Currency) => ({ value: code, label: `${code}, ${currencyName(code)}` })

/** All currencies that a matter can be in, the common ones first. */
export const currencyOptions: readonly SelectOptionGroup[] = [
  { label: 'Common', options: COMMON.map(option) },
  { label: 'All others', options: CURRENCY_CODES.filter((code) => !COMMON.includes(code)).map(option) },
]

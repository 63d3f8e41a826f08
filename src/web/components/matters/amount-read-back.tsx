import { AMOUNT_IN_DISPUTE_LIMITS } from '../../../contract/matters.ts'
import { formatAmountShort, parseAmount } from '../../../domain/money.ts'
import { isCurrency } from '../../../domain/money-currencies.ts'

export interface AmountReadBackProps {
  readonly text: string | undefined
  readonly currency: string | undefined
}

/** What is understood of the amount as it is typed, so that nobody has to trust a parser. */
export function AmountReadBack({ text = '', currency = '' }: AmountReadBackProps) {
  const amount = isCurrency(currency) ? parseAmount(text, currency, AMOUNT_IN_DISPUTE_LIMITS) : null
  return (
    <p aria-live="polite" className="min-h-[1.5em] text-sm text-muted">
      {amount?.ok && isCurrency(currency) && `Read as ${formatAmountShort(amount.value, currency)}.`}
    </p>
  )
}

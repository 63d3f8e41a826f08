import { formatAmount } from '../../../domain/money.ts'
import { currencyName, isCurrency } from '../../../domain/money-currencies.ts'
import { type Fact, Facts } from '../../ui/data-list.tsx'
import { Section } from '../../ui/section.tsx'

export interface MatterFactsProps {
  readonly dispute: string
  readonly currency: string
  readonly amountInDisputeCents: string | null
  readonly timeZone: string
}

/** The matter as both sides read it. */
export function MatterFacts({ dispute, currency, amountInDisputeCents, timeZone }: MatterFactsProps) {
  const known = isCurrency(currency)
  const facts: Fact[] = [
    { term: 'What is disputed', detail: <span className="whitespace-pre-line">{dispute}</span> },
    {
      term: 'Amount in dispute',
      detail:
        amountInDisputeCents !== null && known
          ? formatAmount(BigInt(amountInDisputeCents), currency)
          : 'none named',
    },
    { term: 'Currency', detail: known ? `${currency}, ${currencyName(currency)}` : currency },
    { term: 'Time zone', detail: timeZone.replaceAll('_', ' ') },
  ]
  return (
    <Section title="The matter">
      <Facts facts={facts} />
    </Section>
  )
}

import { formatAmountShort } from '../../../domain/money.ts'
import type { Currency } from '../../../domain/money-currencies.ts'
import type { EntryStep } from '../../../domain/session-state.ts'
import type { Side } from '../../../domain/side.ts'
import { bindingFigures } from './figures.ts'

/** What this entry can bind the client to, in a sentence each: the figure that authority is confirmed for. */
export function BindingFigures({
  side,
  step,
  cents,
  currency,
}: {
  readonly side: Side
  readonly step: EntryStep
  readonly cents: bigint
  readonly currency: Currency
}) {
  const { atOnce, standing } = bindingFigures(side, step, cents)
  const pays = side === 'defendant'
  const most = pays ? 'The most your client can come to pay' : 'The least your client can come to receive'
  return (
    <dl className="grid gap-3 rounded-lg border border-line bg-sunken p-4">
      <div>
        <dt className="text-sm text-muted">
          {step === 'opening' ? most : `${most}, if this very entry makes the deal`}
        </dt>
        <dd className="font-serif text-xl font-semibold tabular-nums">
          {formatAmountShort(atOnce, currency)}
        </dd>
      </div>
      {step === 'adjustment' && (
        <div>
          <dt className="text-sm text-muted">Once it stands, and the other side comes to it</dt>
          <dd className="tabular-nums">
            {formatAmountShort(standing, currency)}, {pays ? 'less' : 'plus'} the 5% bonus that your side then
            earns
          </dd>
        </div>
      )}
    </dl>
  )
}

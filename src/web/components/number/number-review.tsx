import { Lock } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { formatAmountShort, parseAmount } from '../../../domain/money.ts'
import type { Currency } from '../../../domain/money-currencies.ts'
import { amountInWords } from '../../../domain/money-words.ts'
import type { EntryStep } from '../../../domain/session-state.ts'
import type { Side } from '../../../domain/side.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/choice.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Section } from '../../ui/section.tsx'
import { BindingFigures } from './binding-figures.tsx'
import { bindingFigures, isJump, nameOfNumber } from './figures.ts'
import { NumberField } from './number-field.tsx'

export type NumberReviewProps = {
  readonly side: Side
  readonly step: EntryStep
  readonly cents: bigint
  readonly currency: Currency
  readonly amountInDisputeCents: bigint | null
  /** The number that stands, where it is revealed on this page. */
  readonly previousCents: bigint | null
  readonly sealing: boolean
  readonly onBack: () => void
  readonly onSeal: () => void
}

/** The last look before a number is sealed: figure, words, what can bind, authority; a figure far off is typed again. */
export function NumberReview(props: NumberReviewProps) {
  const { side, step, cents, currency, amountInDisputeCents, sealing } = props
  const farFromDispute = isJump(cents, amountInDisputeCents)
  const jump = farFromDispute || isJump(cents, props.previousCents)
  const [retyped, setRetyped] = useState('')
  const [authority, setAuthority] = useState(false)
  const [attempted, setAttempted] = useState(false)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])

  const again = parseAmount(retyped, currency)
  const agrees = !jump || (again.ok && again.value === cents)
  const figure = formatAmountShort(cents, currency)
  const { atOnce } = bindingFigures(side, step, cents)
  const verb = side === 'defendant' ? 'pay' : 'accept'

  function seal() {
    setAttempted(true)
    if (agrees && authority) props.onSeal()
  }

  return (
    <Section>
      <h2 ref={heading} tabIndex={-1} className="text-xl">
        Read it back before it is sealed
      </h2>
      <div>
        <p className="text-muted">Your {nameOfNumber(side)}</p>
        <p className="font-serif text-3xl font-semibold tabular-nums">{figure}</p>
        <p>{amountInWords(cents, currency)}</p>
      </div>
      <BindingFigures {...{ side, step, cents, currency }} />
      {jump && (
        <>
          {farFromDispute && amountInDisputeCents !== null ? (
            <Notice tone="warn" title="This is far from the amount in dispute">
              <p>
                The matter names {formatAmountShort(amountInDisputeCents, currency)}. To rule out a slip of
                the keyboard, type your figure again.
              </p>
            </Notice>
          ) : (
            <Notice tone="warn" title="This is far from your number that stands">
              <p>
                It is five times as much, or a fifth, or further off. To rule out a slip of the keyboard, type
                your figure again.
              </p>
            </Notice>
          )}
          <NumberField
            id="number-again"
            label="The figure again"
            hint="It has to come to the same amount."
            currency={currency}
            text={retyped}
            onTextChange={setRetyped}
            strict={attempted}
            error={
              attempted && again.ok && !agrees ? 'This is not the same amount as the one above.' : undefined
            }
          />
        </>
      )}
      <Checkbox
        id="authority"
        name="authority"
        checked={authority}
        onChange={(event) => setAuthority(event.target.checked)}
        errors={attempted && !authority ? ['Confirm your authority to go on.'] : undefined}
        label={`My client has authorized me to settle for this: to ${verb} ${formatAmountShort(atOnce, currency)}. If it matches, the deal is immediate and binding.`}
      />
      <div className="flex flex-wrap gap-3">
        <Button
          look="primary"
          icon={<Lock aria-hidden="true" className="size-4" />}
          pending={sealing}
          onClick={seal}
        >
          {sealing ? 'Sealing…' : `Seal ${figure}`}
        </Button>
        <Button look="quiet" onClick={props.onBack}>
          Change the figure
        </Button>
      </div>
    </Section>
  )
}

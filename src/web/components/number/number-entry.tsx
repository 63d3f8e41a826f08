import { useRef, useState } from 'react'
import { formatAmountShort, parseAmount } from '../../../domain/money.ts'
import type { Currency } from '../../../domain/money-currencies.ts'
import type { EntryStep } from '../../../domain/session-state.ts'
import type { Side } from '../../../domain/side.ts'
import { Button } from '../../ui/button.tsx'
import { RadioGroup } from '../../ui/choice.tsx'
import { Section } from '../../ui/section.tsx'
import { BindingFigures } from './binding-figures.tsx'
import { labelOfNumber, type Meaning, nameOfNumber, numberFor } from './figures.ts'
import { NumberField } from './number-field.tsx'

export type NumberEntryProps = {
  readonly side: Side
  readonly step: EntryStep
  readonly currency: Currency
  /** Whether a number of this side stands, which the one typed here takes the place of. */
  readonly stands: boolean
  readonly text: string
  readonly meaning: Meaning
  readonly onTextChange: (text: string) => void
  readonly onMeaningChange: (meaning: Meaning) => void
  readonly onReview: (cents: bigint) => void
}

/** Typing the number: read back at once, with the figure that can bind beside it. */
export function NumberEntry(props: NumberEntryProps) {
  const { side, step, currency, text, meaning } = props
  const [attempted, setAttempted] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const parsed = parseAmount(text, currency)
  const number = parsed.ok ? numberFor(side, meaning, parsed.value) : null
  const pays = side === 'defendant'

  function review() {
    setAttempted(true)
    if (number === null) input.current?.focus()
    else props.onReview(number)
  }

  return (
    <Section title={props.stands ? 'Change your number' : 'Enter your number'}>
      <form
        className="flex flex-col gap-6"
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault()
          review()
        }}
      >
        {step === 'adjustment' && (
          <RadioGroup
            id="meaning"
            name="meaning"
            label="What will you type?"
            columns={2}
            defaultValue={meaning}
            onValueChange={(value) => props.onMeaningChange(value === 'all-in' ? 'all-in' : 'number')}
            choices={[
              {
                value: 'number',
                label: `Our ${nameOfNumber(side)}`,
                description: `A 5% bonus to the other side may come ${pays ? 'on top of' : 'off'} it.`,
              },
              {
                value: 'all-in',
                label: 'Our limit all-in',
                description: `We work out the ${pays ? 'largest offer' : 'least demand'} whose worst case keeps it.`,
              },
            ]}
          />
        )}
        <NumberField
          id="number"
          ref={input}
          label={meaning === 'all-in' ? `${labelOfNumber(side)}, bonus included` : labelOfNumber(side)}
          hint={`In ${currency}, for example 50,000 or 50k. It is sealed in this browser before it is sent.`}
          currency={currency}
          text={text}
          onTextChange={props.onTextChange}
          strict={attempted}
          error={
            attempted && parsed.ok && number === null
              ? 'No number within the limits of a session keeps this limit.'
              : undefined
          }
        />
        {meaning === 'all-in' && number !== null && (
          <p>
            This makes your {nameOfNumber(side)}{' '}
            <strong className="tabular-nums">{formatAmountShort(number, currency)}</strong>.
          </p>
        )}
        {number !== null && <BindingFigures {...{ side, step, currency }} cents={number} />}
        <Button look="primary" type="submit" className="sm:self-start">
          Review before sealing
        </Button>
      </form>
    </Section>
  )
}

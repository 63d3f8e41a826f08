import type { Ref } from 'react'
import { formatAmountShort, parseAmount } from '../../../domain/money.ts'
import type { Currency } from '../../../domain/money-currencies.ts'
import { describeAmountProblem } from '../../../domain/money-problem.ts'
import { amountInWords } from '../../../domain/money-words.ts'
import { controlAria, Field } from '../../ui/field.tsx'

export type NumberFieldProps = {
  readonly id: string
  readonly label: string
  readonly hint: string
  readonly currency: Currency
  readonly text: string
  readonly onTextChange: (text: string) => void
  /** Shows what is wrong with the text; before the first attempt an unfinished figure is no error. */
  readonly strict: boolean
  readonly error?: string | undefined
  readonly ref?: Ref<HTMLInputElement>
}

/**
 * A sum of money as plain text, read back in figures and words while it is typed; what is typed is never rewritten. It
 * has no name: no form can send it, whatever becomes of the script.
 */
export function NumberField({
  id,
  label,
  hint,
  currency,
  text,
  onTextChange,
  strict,
  error,
  ref,
}: NumberFieldProps) {
  const parsed = parseAmount(text, currency)
  const problem = parsed.ok ? null : describeAmountProblem(parsed.error, currency)
  const errors = error !== undefined ? [error] : strict && problem !== null ? [problem] : undefined
  return (
    <Field
      {...{ id, label, hint, errors }}
      after={
        <p aria-live="polite" className="min-h-[3.1rem]">
          {parsed.ok ? (
            <>
              <strong className="block font-serif text-xl tabular-nums">
                {formatAmountShort(parsed.value, currency)}
              </strong>
              <span className="text-sm text-muted">{amountInWords(parsed.value, currency)}</span>
            </>
          ) : (
            !strict && text.trim() !== '' && <span className="text-sm text-muted">{problem}</span>
          )}
        </p>
      }
    >
      <input
        {...controlAria({ id, hint, errors })}
        ref={ref}
        type="text"
        inputMode="decimal"
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        data-1p-ignore
        data-lpignore="true"
        className="control w-full px-3 text-lg tabular-nums sm:max-w-[22rem]"
        value={text}
        onChange={(event) => onTextChange(event.target.value)}
      />
    </Field>
  )
}

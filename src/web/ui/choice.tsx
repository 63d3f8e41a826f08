import type { InputHTMLAttributes, ReactNode } from 'react'
import { cx } from './class-names.ts'
import { controlAria, type FieldBase, FieldErrors, Hint, Optional } from './field.tsx'

export type CheckboxProps = Omit<FieldBase, 'optional'> &
  Omit<InputHTMLAttributes<HTMLInputElement>, keyof FieldBase | 'type'>

/** One statement to agree to. The whole line is the target. */
export function Checkbox({ id, label, hint, errors, className, ...input }: CheckboxProps) {
  return (
    <div className={cx('flex flex-col gap-1', className)}>
      <FieldErrors id={id} errors={errors} />
      <div className="flex min-h-[44px] items-start gap-3 py-2">
        <input
          {...input}
          {...controlAria({ id, hint, errors })}
          type="checkbox"
          className="mt-[3px] size-5 shrink-0 cursor-pointer"
        />
        <div className="flex flex-col gap-1">
          <label htmlFor={id} className="cursor-pointer">
            {label}
          </label>
          <Hint id={id} hint={hint} />
        </div>
      </div>
    </div>
  )
}

export interface RadioChoice {
  readonly value: string
  readonly label: ReactNode
  /** What choosing it means, in a sentence. */
  readonly description?: ReactNode
  readonly disabled?: boolean
}

export interface RadioGroupProps extends FieldBase {
  readonly choices: readonly RadioChoice[]
  readonly defaultValue?: string | undefined
  readonly form?: string | undefined
  /** Two short choices may stand side by side on wide screens. */
  readonly columns?: 1 | 2
  readonly onValueChange?: (value: string) => void
}

/** Choices as cards big enough to read and to press, in a fieldset named by the question. */
export function RadioGroup({
  id,
  name,
  label,
  hint,
  optional = false,
  errors,
  required,
  choices,
  defaultValue,
  form,
  columns = 1,
  onValueChange,
}: RadioGroupProps) {
  const { 'aria-describedby': describedBy, 'aria-invalid': invalid } = controlAria({ id, hint, errors })
  return (
    // The summary's link leads to the group's id; the first choice is the control that takes the focus.
    <fieldset id={`${id}-group`} aria-describedby={describedBy} className="flex min-w-0 flex-col gap-2">
      <legend className="contents">
        <span className="font-medium">
          {label}
          {optional && <Optional />}
        </span>
      </legend>
      <Hint id={id} hint={hint} />
      <FieldErrors id={id} errors={errors} />
      <div className={cx('grid gap-3', columns === 2 && 'sm:grid-cols-2')}>
        {choices.map((choice, position) => (
          <label
            key={choice.value}
            className={cx(
              'flex min-h-[44px] cursor-pointer items-start gap-3 rounded-lg border bg-surface p-4',
              'hover:border-ink has-checked:border-accent has-checked:bg-accent-wash',
              'has-focus-visible:outline-[3px] has-focus-visible:outline-offset-2 has-focus-visible:outline-accent',
              'has-disabled:cursor-not-allowed has-disabled:opacity-60',
              invalid ? 'border-danger' : 'border-edge',
            )}
          >
            <input
              id={position === 0 ? id : `${id}-${choice.value}`}
              type="radio"
              name={name}
              value={choice.value}
              defaultChecked={choice.value === defaultValue}
              disabled={choice.disabled}
              required={required}
              aria-invalid={invalid}
              form={form}
              onChange={() => onValueChange?.(choice.value)}
              className="mt-[3px] size-5 shrink-0 outline-none"
            />
            <span className="flex flex-col gap-1">
              <span className="font-medium">{choice.label}</span>
              {choice.description !== undefined && (
                <span className="text-sm text-muted">{choice.description}</span>
              )}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

export interface FieldsetProps {
  readonly legend: ReactNode
  readonly hint?: ReactNode
  readonly children: ReactNode
}

/** Fields that answer one question together. */
export function Fieldset({ legend, hint, children }: FieldsetProps) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-4">
      <legend className="mb-3 font-serif text-lg font-semibold">{legend}</legend>
      {hint !== undefined && <p className="text-sm text-muted">{hint}</p>}
      {children}
    </fieldset>
  )
}

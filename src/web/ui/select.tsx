import { ChevronDown } from 'lucide-react'
import type { SelectHTMLAttributes } from 'react'
import { controlAria, Field, type FieldBase } from './field.tsx'

export interface SelectOption {
  readonly value: string
  readonly label: string
  readonly disabled?: boolean
}

export interface SelectOptionGroup {
  readonly label: string
  readonly options: readonly SelectOption[]
}

export type SelectProps = FieldBase &
  Omit<SelectHTMLAttributes<HTMLSelectElement>, keyof FieldBase | 'children' | 'multiple'> & {
    readonly options: readonly (SelectOption | SelectOptionGroup)[]
    /** The first, empty choice, such as "Choose a currency". Without it the first option is chosen. */
    readonly placeholder?: string
  }

/** The browser's own list: it is the best one on a phone, and long lists are searched by typing. */
export function Select({
  id,
  label,
  hint,
  optional,
  errors,
  className,
  options,
  placeholder,
  ...select
}: SelectProps) {
  return (
    <Field {...{ id, label, hint, errors, className }} optional={optional ?? false}>
      <div className="relative">
        <select
          {...select}
          {...controlAria({ id, hint, errors })}
          className="control w-full appearance-none py-2 pr-10 pl-3"
        >
          {placeholder !== undefined && <option value="">{placeholder}</option>}
          {options.map((entry) =>
            'options' in entry ? (
              <optgroup key={entry.label} label={entry.label}>
                {entry.options.map(renderOption)}
              </optgroup>
            ) : (
              renderOption(entry)
            ),
          )}
        </select>
        <ChevronDown
          aria-hidden="true"
          className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2 text-muted"
        />
      </div>
    </Field>
  )
}

function renderOption({ value, label, disabled }: SelectOption) {
  return (
    <option key={value} value={value} disabled={disabled}>
      {label}
    </option>
  )
}

import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from './class-names.ts'

/** What every field is given besides its control's own attributes. `fieldProps` makes the first four from Conform. */
export interface FieldBase {
  readonly id: string
  readonly name: string
  readonly errors?: readonly string[] | undefined
  readonly required?: boolean | undefined
  readonly label: ReactNode
  /** One sentence between label and control: what to write, and an example. */
  readonly hint?: ReactNode
  /** Marks an optional field in words; fields are required unless they say so. */
  readonly optional?: boolean
}

interface ControlAria {
  readonly id: string
  readonly 'aria-invalid': true | undefined
  readonly 'aria-describedby': string | undefined
}

const hintId = (id: string) => `${id}-hint`
export const errorId = (id: string) => `${id}-error`

/** The wiring between a control and its label, hint and error, for controls that are not inputs of this folder. */
export function controlAria({ id, hint, errors }: Pick<FieldBase, 'id' | 'hint' | 'errors'>): ControlAria {
  const invalid = errors !== undefined && errors.length > 0
  const describedBy = [invalid && errorId(id), hint !== undefined && hintId(id)].filter(Boolean).join(' ')
  return {
    id,
    'aria-invalid': invalid || undefined,
    'aria-describedby': describedBy === '' ? undefined : describedBy,
  }
}

export interface FieldProps extends Omit<FieldBase, 'name' | 'required'> {
  /** The control, carrying `controlAria(...)`. */
  readonly children: ReactNode
  /** Shown under the control: a count, a read-back. */
  readonly after?: ReactNode
  readonly className?: string | undefined
}

export function Field({ id, label, hint, optional = false, errors, children, after, className }: FieldProps) {
  return (
    <div className={cx('flex flex-col gap-2', className)}>
      <div className="flex flex-col gap-1">
        <label htmlFor={id} className="font-medium">
          {label}
          {optional && <Optional />}
        </label>
        <Hint id={id} hint={hint} />
      </div>
      <FieldErrors id={id} errors={errors} />
      {children}
      {after}
    </div>
  )
}

export function Optional() {
  return <span className="font-normal text-muted"> (optional)</span>
}

export function Hint({ id, hint }: { readonly id: string; readonly hint: ReactNode }) {
  if (hint === undefined) return null
  return (
    <p id={hintId(id)} className="text-sm text-muted">
      {hint}
    </p>
  )
}

export function FieldErrors({ id, errors }: Pick<FieldBase, 'id' | 'errors'>) {
  if (errors === undefined || errors.length === 0) return null
  return (
    <p id={errorId(id)} className="flex gap-2 text-sm font-medium text-danger">
      <CircleAlert aria-hidden="true" className="mt-[3px] size-4 shrink-0" />
      <span>
        <span className="sr-only">Error: </span>
        {errors.join(' ')}
      </span>
    </p>
  )
}

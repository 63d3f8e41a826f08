import type { InputHTMLAttributes, ReactNode, TextareaHTMLAttributes } from 'react'
import { cx } from './class-names.ts'
import { controlAria, Field, type FieldBase } from './field.tsx'

type Own<Attributes> = FieldBase &
  Omit<Attributes, keyof FieldBase | 'aria-invalid' | 'aria-describedby'> & {
    readonly after?: ReactNode
    /** Classes of the whole field, for its width on the page. */
    readonly className?: string | undefined
  }

export type TextFieldProps = Own<InputHTMLAttributes<HTMLInputElement>> & {
  readonly ref?: React.Ref<HTMLInputElement>
  /** Stands inside the control's edge, such as a currency sign. Not read out: the label must say it. */
  readonly prefix?: string
}

export function TextField({
  id,
  label,
  hint,
  optional,
  errors,
  after,
  className,
  prefix,
  type = 'text',
  ...input
}: TextFieldProps) {
  const control = (
    <input
      {...input}
      {...controlAria({ id, hint, errors })}
      type={type}
      className={cx('control w-full px-3', prefix !== undefined && 'pl-8')}
    />
  )
  return (
    <Field {...{ id, label, hint, errors, after, className }} optional={optional ?? false}>
      {prefix === undefined ? (
        control
      ) : (
        <div className="relative">
          <span aria-hidden="true" className="absolute inset-y-0 left-3 flex items-center text-muted">
            {prefix}
          </span>
          {control}
        </div>
      )}
    </Field>
  )
}

export type TextAreaProps = Own<TextareaHTMLAttributes<HTMLTextAreaElement>> & {
  readonly ref?: React.Ref<HTMLTextAreaElement>
}

export function TextArea({
  id,
  label,
  hint,
  optional,
  errors,
  after,
  className,
  ...textarea
}: TextAreaProps) {
  return (
    <Field {...{ id, label, hint, errors, after, className }} optional={optional ?? false}>
      <textarea
        {...textarea}
        {...controlAria({ id, hint, errors })}
        className="control field-sizing-content min-h-[112px] w-full resize-y px-3 py-2"
      />
    </Field>
  )
}

import type { FieldMetadata, FormMetadata } from '@conform-to/react'
import { ErrorSummary, type SummaryError } from './error-summary.tsx'

/** What a field of this folder takes from Conform. */
export interface ConformFieldProps {
  readonly key: string | undefined
  readonly id: string
  readonly name: string
  readonly form: string
  readonly errors: readonly string[] | undefined
  readonly required: boolean | undefined
  readonly defaultValue: string | undefined
}

/**
 * The props of TextField, TextArea, Select and RadioGroup for a Conform field: identity, what was typed, its errors.
 * Call it as `<TextField {...fieldProps(fields.email)} label="E-mail" />`.
 */
export function fieldProps<Schema>(field: FieldMetadata<Schema>): Omit<ConformFieldProps, 'key'> {
  const { id, name, formId, errors, required, initialValue } = field
  return {
    id,
    name,
    form: formId,
    errors,
    required,
    defaultValue: typeof initialValue === 'string' ? initialValue : undefined,
  }
}

/** The same for a Checkbox: its value is `on`. */
export function checkboxProps<Schema>(field: FieldMetadata<Schema>) {
  const { defaultValue, ...props } = fieldProps(field)
  return { ...props, value: 'on', defaultChecked: defaultValue === 'on' }
}

/**
 * When fields are checked: on submit, and from then on while they are corrected. Not on leaving a field: an error that
 * goes away then moves what the reader is about to press. Spread it into `useForm`.
 */
export const formTiming = { shouldValidate: 'onSubmit', shouldRevalidate: 'onInput' } as const

export interface FormErrorsProps {
  readonly form: Pick<FormMetadata, 'id' | 'allErrors'>
  readonly title?: string
}

/** The error summary of a Conform form, in the order of its schema. Put it first inside `Form`. */
export function FormErrors({ form, title }: FormErrorsProps) {
  const errors: SummaryError[] = Object.entries(form.allErrors).flatMap(([name, messages]) =>
    // Errors of the whole form have the empty name.
    messages.map((message) => (name === '' ? { message } : { message, controlId: `${form.id}-${name}` })),
  )
  return <ErrorSummary errors={errors} {...(title !== undefined && { title })} />
}

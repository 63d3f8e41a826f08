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

type FieldLike = Pick<FieldMetadata<unknown>, 'id' | 'errors'>

export interface FormErrorsProps {
  readonly form: Pick<FormMetadata, 'errors'>
  /** The fields in the order of the page, as `useForm` returned them. */
  readonly fields: Readonly<Record<string, FieldLike>>
  readonly title?: string
}

/** The error summary of a Conform form. */
export function FormErrors({ form, fields, title }: FormErrorsProps) {
  const errors: SummaryError[] = [
    ...(form.errors ?? []).map((message) => ({ message })),
    ...Object.values(fields).flatMap(({ id, errors: messages }) =>
      (messages ?? []).map((message) => ({ message, controlId: id })),
    ),
  ]
  return <ErrorSummary errors={errors} {...(title !== undefined && { title })} />
}

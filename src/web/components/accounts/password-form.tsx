import { getFormProps, type SubmissionResult, useForm } from '@conform-to/react'
import { getZodConstraint, parseWithZod } from '@conform-to/zod/v4'
import { confirmPasswordSchema } from '../../../contract/accounts.ts'
import { type ButtonLook, SubmitButton } from '../../ui/button.tsx'
import { FormErrors, fieldProps, formTiming } from '../../ui/conform.tsx'
import { Form } from '../../ui/form.tsx'
import { PasswordField } from './password-field.tsx'

export interface PasswordFormProps {
  /** What the button does, for the page's action to tell its forms apart; also the form's id. */
  readonly intent: string
  /** The words of the button. */
  readonly children: string
  readonly look?: ButtonLook
  /** What the server found wrong with this form's last submit. */
  readonly lastResult: SubmissionResult<string[]> | null
}

/** An act that asks for the password first. */
export function PasswordForm({ intent, children, look = 'secondary', lastResult }: PasswordFormProps) {
  const [form, fields] = useForm({
    ...formTiming,
    id: intent,
    lastResult,
    constraint: getZodConstraint(confirmPasswordSchema),
    onValidate: ({ formData }) => parseWithZod(formData, { schema: confirmPasswordSchema }),
  })
  return (
    <Form {...getFormProps(form)}>
      <FormErrors form={form} />
      <input type="hidden" name="intent" value={intent} />
      <PasswordField
        {...fieldProps(fields.password)}
        label="Your password"
        hint="To make sure it is you."
        autoComplete="current-password"
      />
      <SubmitButton look={look} className="self-start">
        {children}
      </SubmitButton>
    </Form>
  )
}

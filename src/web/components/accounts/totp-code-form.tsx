import { getFormProps, type SubmissionResult, useForm } from '@conform-to/react'
import { getZodConstraint, parseWithZod } from '@conform-to/zod/v4'
import { totpCodeSchema } from '../../../contract/accounts.ts'
import { SubmitButton } from '../../ui/button.tsx'
import { FormErrors, fieldProps, formTiming } from '../../ui/conform.tsx'
import { Form } from '../../ui/form.tsx'
import { TextField } from '../../ui/text-field.tsx'

export interface TotpCodeFormProps {
  /** Sent along, so that the page can show the QR code again after a wrong code. */
  readonly uri: string
  readonly lastResult: SubmissionResult<string[]> | null
}

/** The first code of an app that has just been set up: it turns the second step on. */
export function TotpCodeForm({ uri, lastResult }: TotpCodeFormProps) {
  const [form, fields] = useForm({
    ...formTiming,
    id: 'confirm',
    lastResult,
    constraint: getZodConstraint(totpCodeSchema),
    onValidate: ({ formData }) => parseWithZod(formData, { schema: totpCodeSchema }),
  })
  return (
    <Form {...getFormProps(form)}>
      <FormErrors form={form} />
      <input type="hidden" name="intent" value="confirm" />
      <input type="hidden" name="uri" value={uri} />
      <TextField
        {...fieldProps(fields.code)}
        label="Code"
        hint="The six digits that the app shows now."
        autoComplete="one-time-code"
        inputMode="numeric"
      />
      <SubmitButton className="self-start" pendingLabel="Checking…">
        Turn it on
      </SubmitButton>
    </Form>
  )
}

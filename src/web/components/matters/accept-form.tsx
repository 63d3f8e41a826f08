import { getFormProps, type SubmissionResult, useForm } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
import { acceptSchema, type InvitationOffer } from '../../../contract/invitations.ts'
import { SubmitButton } from '../../ui/button.tsx'
import { FormErrors, fieldProps, formTiming } from '../../ui/conform.tsx'
import { Form } from '../../ui/form.tsx'
import { RepresentsField } from './represents-field.tsx'

export interface AcceptFormProps {
  readonly kind: InvitationOffer['kind']
  readonly result: SubmissionResult<string[]> | null
}

/** For somebody who is signed in with the invited address. */
export function AcceptForm({ kind, result }: AcceptFormProps) {
  const schema = acceptSchema(kind)
  const [form, fields] = useForm({
    ...formTiming,
    id: 'accept',
    lastResult: result,
    onValidate: ({ formData }) => parseWithZod(formData, { schema }),
  })
  return (
    <Form {...getFormProps(form)}>
      <FormErrors form={form} title="Not accepted" />
      {kind === 'other-side' && <RepresentsField {...fieldProps(fields.represents)} />}
      <SubmitButton name="intent" value="accept" full pendingLabel="Accepting…">
        Accept the invitation
      </SubmitButton>
    </Form>
  )
}

import { getFormProps, type SubmissionResult, useForm } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
import { inviteSchema } from '../../../contract/invitations.ts'
import { SubmitButton } from '../../ui/button.tsx'
import { RadioGroup } from '../../ui/choice.tsx'
import { FormErrors, fieldProps, formTiming } from '../../ui/conform.tsx'
import { Form } from '../../ui/form.tsx'
import { TextArea, TextField } from '../../ui/text-field.tsx'
import { colleagueChoices } from './role-words.ts'

export type InviteTarget = 'other-side' | 'colleague'

export interface InviteFormProps {
  readonly target: InviteTarget
  readonly values: Readonly<Record<string, string>> | null
  readonly result: SubmissionResult<string[]> | null
}

/** Whom to invite. Nothing goes before it has been seen: the button leads to the letter. */
export function InviteForm({ target, values, result }: InviteFormProps) {
  const toColleague = target === 'colleague'
  const [form, fields] = useForm({
    ...formTiming,
    id: `invite-${target}`,
    lastResult: result,
    defaultValue: values ?? {},
    onValidate: ({ formData }) => parseWithZod(formData, { schema: inviteSchema }),
  })
  return (
    <Form {...getFormProps(form)}>
      <FormErrors form={form} />
      <input type="hidden" name="target" value={target} />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField {...fieldProps(fields.name)} label="Name" autoComplete="off" maxLength={120} />
        <TextField
          {...fieldProps(fields.email)}
          type="email"
          inputMode="email"
          label="E-mail address"
          autoComplete="off"
        />
      </div>
      {!toColleague && <input type="hidden" name="role" value="lead" />}
      {toColleague && (
        <RadioGroup
          {...fieldProps(fields.role)}
          label="What the person may do"
          choices={colleagueChoices}
          columns={2}
        />
      )}
      <TextArea
        {...fieldProps(fields.note)}
        label="A personal note"
        optional
        hint="The invitation carries it as your words. Do not write a number here."
        rows={3}
      />
      <SubmitButton name="intent" value="preview" look="secondary" pendingLabel="Writing…">
        Preview the invitation
      </SubmitButton>
    </Form>
  )
}

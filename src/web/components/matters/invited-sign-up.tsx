import { getFormProps, type SubmissionResult, useForm } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
import { Link } from 'react-router'
import { acceptBySignUpSchema, type InvitationOffer } from '../../../contract/invitations.ts'
import { paths } from '../../paths.ts'
import { SubmitButton } from '../../ui/button.tsx'
import { FormErrors, fieldProps, formTiming } from '../../ui/conform.tsx'
import { Form } from '../../ui/form.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { AccountFields } from '../accounts/account-fields.tsx'
import { NewPasswordField } from '../accounts/password-field.tsx'
import { RepresentsField } from './represents-field.tsx'

export interface InvitedSignUpProps {
  readonly kind: InvitationOffer['kind']
  readonly email: string
  readonly name: string
  readonly timeZones: readonly string[]
  readonly result: SubmissionResult<string[]> | null
}

/** Opens an account for the invited address, which the link has proved, and accepts. */
export function InvitedSignUp({ kind, email, name, timeZones, result }: InvitedSignUpProps) {
  const schema = acceptBySignUpSchema(kind, email)
  const [form, fields] = useForm({
    ...formTiming,
    id: 'invited-sign-up',
    lastResult: result,
    defaultValue: { name },
    onValidate: ({ formData }) => parseWithZod(formData, { schema }),
  })
  return (
    <Form {...getFormProps(form)}>
      <FormErrors form={form} title="Not accepted" />
      {kind === 'other-side' && <RepresentsField {...fieldProps(fields.represents)} />}
      <TextField {...fieldProps(fields.name)} label="Your name" autoComplete="name" />
      <TextField
        id="invited-email"
        name="email"
        label="E-mail address"
        hint="Fixed: the invitation was sent here, which proves that it is yours."
        value={email}
        readOnly
        autoComplete="username"
      />
      <NewPasswordField {...fieldProps(fields.password)} label="Password" />
      <AccountFields fields={fields} timeZones={timeZones} />
      <p className="text-sm text-muted">
        By opening an account you agree to the{' '}
        <Link to={paths.termsOfUse()} className="link">
          terms of use
        </Link>
        . What we keep about you is on the page about{' '}
        <Link to={paths.privacy()} className="link">
          privacy
        </Link>
        .
      </p>
      <SubmitButton name="intent" value="sign-up" full pendingLabel="Opening your account…">
        Open an account and accept
      </SubmitButton>
    </Form>
  )
}

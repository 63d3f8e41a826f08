import { getFormProps, useForm } from '@conform-to/react'
import { getZodConstraint, parseWithZod } from '@conform-to/zod/v4'
import { Link } from 'react-router'
import { forgotPasswordSchema } from '../../../contract/accounts.ts'
import { MailSent } from '../../components/accounts/mail-sent.tsx'
import { refusedAttempts } from '../../components/accounts/refusals.ts'
import { pageMeta } from '../../components/chrome/page-meta.ts'
import { paths } from '../../paths.ts'
import { app } from '../../services-context.ts'
import { LinkButton, SubmitButton } from '../../ui/button.tsx'
import { FormErrors, fieldProps, formTiming } from '../../ui/conform.tsx'
import { Form } from '../../ui/form.tsx'
import { PageHeader } from '../../ui/section.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { readForm } from '../read-form.ts'
import type { Route } from './+types/forgot-password.ts'

export const meta = () => pageMeta('Set a new password')

export async function action({ context, request }: Route.ActionArgs) {
  const submission = parseWithZod(await readForm(request), { schema: forgotPasswordSchema })
  if (submission.status !== 'success') return { result: submission.reply(), sentTo: null }
  const { accounts } = app(context).services
  const asked = await accounts.requestPasswordReset(submission.value, request.headers)
  if (asked.ok) return { result: null, sentTo: submission.value.email }
  return { result: submission.reply({ formErrors: [refusedAttempts] }), sentTo: null }
}

export default function ForgotPasswordPage({ actionData }: Route.ComponentProps) {
  const sentTo = actionData?.sentTo ?? null
  const [form, fields] = useForm({
    ...formTiming,
    id: 'forgot-password',
    lastResult: actionData?.result ?? null,
    constraint: getZodConstraint(forgotPasswordSchema),
    onValidate: ({ formData }) => parseWithZod(formData, { schema: forgotPasswordSchema }),
  })
  if (sentTo !== null) return <LinkSent email={sentTo} />
  return (
    <>
      <PageHeader
        title="Set a new password"
        lead="We mail you a link. Setting a new password signs you out everywhere."
      />
      <Form {...getFormProps(form)}>
        <FormErrors form={form} />
        <TextField
          {...fieldProps(fields.email)}
          type="email"
          label="E-mail address"
          hint="The one you signed up with."
          autoComplete="username"
          inputMode="email"
        />
        <SubmitButton full pendingLabel="Sending the message…">
          Mail me a link
        </SubmitButton>
        <p>
          <Link to={paths.signIn()} className="link">
            Back to signing in
          </Link>
        </p>
      </Form>
    </>
  )
}

function LinkSent({ email }: { readonly email: string }) {
  return (
    <MailSent
      title="Check your e-mail"
      actions={
        <LinkButton to={paths.forgotPassword()} reloadDocument>
          Ask again
        </LinkButton>
      }
    >
      <p>
        If there is an account with <strong className="break-all">{email}</strong>, we have sent a message
        there. The link in it sets a new password; it is good for one hour.
      </p>
    </MailSent>
  )
}

import { getFormProps, useForm } from '@conform-to/react'
import { getZodConstraint, parseWithZod } from '@conform-to/zod/v4'
import { redirect } from 'react-router'
import { passwordMessage, resetPasswordSchema } from '../../../contract/accounts.ts'
import { KnownUsername } from '../../components/accounts/known-username.tsx'
import { NewPasswordField } from '../../components/accounts/password-field.tsx'
import { pageMeta } from '../../components/chrome/page-meta.ts'
import { paths } from '../../paths.ts'
import { app } from '../../services-context.ts'
import { LinkButton, SubmitButton } from '../../ui/button.tsx'
import { FormErrors, fieldProps, formTiming } from '../../ui/conform.tsx'
import { Form } from '../../ui/form.tsx'
import { PageHeader } from '../../ui/section.tsx'
import { readForm } from '../read-form.ts'
import type { Route } from './+types/reset-password.ts'

export const meta = () => pageMeta('Set a new password')

export async function loader({ context, request }: Route.LoaderArgs) {
  const token = new URL(request.url).searchParams.get('token') ?? ''
  const reset = await app(context).services.accounts.findPasswordReset(token)
  return { token, reset }
}

export async function action({ context, request }: Route.ActionArgs) {
  const submission = parseWithZod(await readForm(request), { schema: resetPasswordSchema })
  const hideFields = ['password']
  if (submission.status !== 'success') return submission.reply({ hideFields })
  const reset = await app(context).services.accounts.resetPassword(submission.value)
  if (reset.ok) throw redirect(paths.signIn({ after: 'password-set' }))
  if (reset.error === 'link-expired') throw redirect(paths.resetPassword())
  return submission.reply({ fieldErrors: { password: [passwordMessage(reset.error)] }, hideFields })
}

export default function ResetPasswordPage({ loaderData, actionData }: Route.ComponentProps) {
  const { token, reset } = loaderData
  const [form, fields] = useForm({
    ...formTiming,
    id: 'reset-password',
    lastResult: actionData ?? null,
    constraint: getZodConstraint(resetPasswordSchema),
    onValidate: ({ formData }) => parseWithZod(formData, { schema: resetPasswordSchema }),
  })
  if (reset === null) return <LinkExpired />
  return (
    <>
      <PageHeader
        title="Set a new password"
        lead={`For ${reset.email}. You will be signed out everywhere.`}
      />
      <Form {...getFormProps(form)}>
        <FormErrors form={form} />
        <input type="hidden" name={fields.token.name} value={token} />
        <KnownUsername email={reset.email} />
        <NewPasswordField {...fieldProps(fields.password)} label="New password" />
        <SubmitButton full pendingLabel="Setting your password…">
          Set the new password
        </SubmitButton>
        <p className="text-sm text-muted">
          Numbers you sealed stay sealed and stand as they are. From then on you can replace them, but not
          look at them again.
        </p>
      </Form>
    </>
  )
}

function LinkExpired() {
  return (
    <>
      <PageHeader title="This link is used up" lead="It was good for one hour, and once." />
      <LinkButton to={paths.forgotPassword()} look="primary">
        Ask for a new link
      </LinkButton>
    </>
  )
}

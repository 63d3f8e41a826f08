import { getFormProps, useForm } from '@conform-to/react'
import { getZodConstraint, parseWithZod } from '@conform-to/zod/v4'
import { redirect } from 'react-router'
import { verifyEmailSchema } from '../../../contract/accounts.ts'
import { KnownUsername } from '../../components/accounts/known-username.tsx'
import { PasswordField } from '../../components/accounts/password-field.tsx'
import { refusedAttempts } from '../../components/accounts/refusals.ts'
import { pageMeta } from '../../components/chrome/page-meta.ts'
import { nextPath, paths } from '../../paths.ts'
import { app } from '../../services-context.ts'
import { LinkButton, SubmitButton } from '../../ui/button.tsx'
import { FormErrors, fieldProps, formTiming } from '../../ui/conform.tsx'
import { Form } from '../../ui/form.tsx'
import { PageHeader } from '../../ui/section.tsx'
import { readForm } from '../read-form.ts'
import type { Route } from './+types/verify-email.ts'

export const meta = () => pageMeta('Confirm your address')

export async function loader({ context, request }: Route.LoaderArgs) {
  const token = new URL(request.url).searchParams.get('token') ?? ''
  const pending = await app(context).services.accounts.findPendingSignUp(token)
  return { token, pending }
}

export async function action({ context, request }: Route.ActionArgs) {
  const submission = parseWithZod(await readForm(request), { schema: verifyEmailSchema })
  const hideFields = ['password']
  if (submission.status !== 'success') return submission.reply({ hideFields })
  const opened = await app(context).services.accounts.verifyEmail(submission.value, request.headers)
  if (opened.ok) throw redirect(nextPath(opened.value.nextPath), { headers: opened.value.headers })
  switch (opened.error) {
    case 'wrong-password':
      return submission.reply({
        fieldErrors: { password: ['That is not the password you chose.'] },
        hideFields,
      })
    case 'too-many-attempts':
      return submission.reply({ formErrors: [refusedAttempts], hideFields })
    case 'link-expired':
      throw redirect(paths.verifyEmail())
  }
}

/** Where the link of the mail leads. Opening it does nothing yet: programs that look at mail open links, too. */
export default function VerifyEmailPage({ loaderData, actionData }: Route.ComponentProps) {
  const { token, pending } = loaderData
  const [form, fields] = useForm({
    ...formTiming,
    id: 'verify-email',
    lastResult: actionData ?? null,
    constraint: getZodConstraint(verifyEmailSchema),
    onValidate: ({ formData }) => parseWithZod(formData, { schema: verifyEmailSchema }),
  })
  if (pending === null) return <LinkExpired />
  return (
    <>
      <PageHeader
        title={`Welcome, ${pending.name}`}
        lead="Your address is right. Enter the password you chose, and your account is open."
      />
      <Form {...getFormProps(form)}>
        <FormErrors form={form} />
        <input type="hidden" name={fields.token.name} value={token} />
        <KnownUsername email={pending.email} />
        <PasswordField
          {...fieldProps(fields.password)}
          label="Password"
          hint={`For ${pending.email}`}
          autoComplete="current-password"
        />
        <SubmitButton full pendingLabel="Opening your account…">
          Open my account
        </SubmitButton>
      </Form>
    </>
  )
}

function LinkExpired() {
  return (
    <>
      <PageHeader
        title="This link is used up"
        lead="It was good for 24 hours, and once. If your account is open already, sign in; otherwise ask for a new link by signing up again."
      />
      <div className="flex flex-wrap gap-3">
        <LinkButton to={paths.signIn()} look="primary">
          Sign in
        </LinkButton>
        <LinkButton to={paths.signUp()}>Sign up again</LinkButton>
      </div>
    </>
  )
}

import { getFormProps, useForm } from '@conform-to/react'
import { getZodConstraint, parseWithZod } from '@conform-to/zod/v4'
import { Link, redirect } from 'react-router'
import { passwordMessage, signUpSchema } from '../../../contract/accounts.ts'
import { timeZoneNames } from '../../../contract/time-zone.ts'
import { AccountFields } from '../../components/accounts/account-fields.tsx'
import { MailSent } from '../../components/accounts/mail-sent.tsx'
import { NewPasswordField } from '../../components/accounts/password-field.tsx'
import { refusedAttempts } from '../../components/accounts/refusals.ts'
import { pageMeta } from '../../components/chrome/page-meta.ts'
import { nextPath, paths } from '../../paths.ts'
import { app } from '../../services-context.ts'
import { LinkButton, SubmitButton } from '../../ui/button.tsx'
import { FormErrors, fieldProps, formTiming } from '../../ui/conform.tsx'
import { Form } from '../../ui/form.tsx'
import { PageHeader } from '../../ui/section.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { readForm } from '../read-form.ts'
import type { Route } from './+types/sign-up.ts'

export const meta = () => pageMeta('Open an account')

export function loader({ context, request }: Route.LoaderArgs) {
  const { searchParams } = new URL(request.url)
  const invitation = searchParams.get('invitation')
  // The invited open their account on the invitation's own page, where the address is fixed.
  if (invitation !== null) throw redirect(paths.invitation(invitation))
  const next = searchParams.get('next')
  if (app(context).viewer !== null) throw redirect(nextPath(next))
  return { timeZones: timeZoneNames('UTC'), next }
}

export async function action({ context, request }: Route.ActionArgs) {
  const submission = parseWithZod(await readForm(request), { schema: signUpSchema })
  const hideFields = ['password']
  if (submission.status !== 'success') return { result: submission.reply({ hideFields }), sentTo: null }
  const next = new URL(request.url).searchParams.get('next')
  const asked = await app(context).services.accounts.signUp(
    submission.value,
    next === null ? null : nextPath(next),
    request.headers,
  )
  if (asked.ok) return { result: null, sentTo: submission.value.email }
  const errors =
    asked.error === 'too-many-attempts'
      ? { formErrors: [refusedAttempts] }
      : { fieldErrors: { password: [passwordMessage(asked.error)] } }
  return { result: submission.reply({ ...errors, hideFields }), sentTo: null }
}

export default function SignUpPage({ loaderData, actionData }: Route.ComponentProps) {
  const { timeZones, next } = loaderData
  const sentTo = actionData?.sentTo ?? null
  const [form, fields] = useForm({
    ...formTiming,
    id: 'sign-up',
    lastResult: actionData?.result ?? null,
    constraint: getZodConstraint(signUpSchema),
    onValidate: ({ formData }) => parseWithZod(formData, { schema: signUpSchema }),
  })
  if (sentTo !== null) return <LinkSent email={sentTo} />
  return (
    <>
      <PageHeader
        title="Open an account"
        lead="A few questions, then a message to your address with a link that opens it."
      />
      <Form {...getFormProps(form)}>
        <FormErrors form={form} />
        <TextField {...fieldProps(fields.name)} label="Your name" autoComplete="name" />
        <TextField
          {...fieldProps(fields.email)}
          type="email"
          label="E-mail address"
          hint="The one you use for work: the other side may invite you by it."
          autoComplete="username"
          inputMode="email"
        />
        <NewPasswordField {...fieldProps(fields.password)} label="Password" />
        <AccountFields fields={fields} timeZones={timeZones} />
        <p className="text-sm text-muted">
          By opening an account you agree to the{' '}
          <Link to={paths.termsOfUse()} className="link">
            terms of use
          </Link>
          . What we keep about you, and for how long, is on the page about{' '}
          <Link to={paths.privacy()} className="link">
            privacy
          </Link>
          .
        </p>
        <SubmitButton full pendingLabel="Sending the message…">
          Open an account
        </SubmitButton>
        <p>
          You have one already?{' '}
          <Link to={paths.signIn(next === null ? {} : { next })} className="link">
            Sign in
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
        <LinkButton to={paths.signUp()} reloadDocument>
          Start again
        </LinkButton>
      }
    >
      <p>
        We have sent a message to <strong className="break-all">{email}</strong>.
      </p>
      <p>
        Follow the link in it and enter the password you have just chosen: that opens your account. The link
        is good for 24 hours.
      </p>
    </MailSent>
  )
}

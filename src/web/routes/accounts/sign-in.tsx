import { getFormProps, useForm } from '@conform-to/react'
import { getZodConstraint, parseWithZod } from '@conform-to/zod/v4'
import { Link, redirect } from 'react-router'
import { signInSchema } from '../../../contract/accounts.ts'
import type { SignInAfter } from '../../../contract/paths.ts'
import { PasskeySignIn } from '../../components/accounts/passkey-sign-in.tsx'
import { PasswordField } from '../../components/accounts/password-field.tsx'
import { refusedAttempts } from '../../components/accounts/refusals.ts'
import { pageMeta } from '../../components/chrome/page-meta.ts'
import { nextPath, paths } from '../../paths.ts'
import { app } from '../../services-context.ts'
import { SubmitButton } from '../../ui/button.tsx'
import { FormErrors, fieldProps, formTiming } from '../../ui/conform.tsx'
import { Form } from '../../ui/form.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PageHeader } from '../../ui/section.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { readForm } from '../read-form.ts'
import type { Route } from './+types/sign-in.ts'

export const meta = () => pageMeta('Sign in')

const wrongCredentials =
  'This address and password do not belong together. If you have just signed up, first follow the link in our message.'

const remarks = {
  'password-set': 'Your new password is set, and everybody was signed out. Sign in with it.',
  'signed-out-everywhere': 'You are signed out on every device.',
  'code-expired': 'That took too long, or too many codes were wrong. Start again with your password.',
} as const satisfies Record<SignInAfter, string>

export function loader({ context, request }: Route.LoaderArgs) {
  const { searchParams } = new URL(request.url)
  const next = searchParams.get('next')
  if (app(context).viewer !== null) throw redirect(nextPath(next))
  const after = searchParams.get('after') ?? ''
  return { next, remark: Object.entries(remarks).find(([name]) => name === after)?.[1] ?? null }
}

export async function action({ context, request }: Route.ActionArgs) {
  const submission = parseWithZod(await readForm(request), { schema: signInSchema })
  const hideFields = ['password']
  if (submission.status !== 'success') return submission.reply({ hideFields })
  const signedIn = await app(context).services.accounts.signIn(submission.value, request.headers)
  if (!signedIn.ok) {
    const message = signedIn.error === 'too-many-attempts' ? refusedAttempts : wrongCredentials
    return submission.reply({ formErrors: [message], hideFields })
  }
  const next = new URL(request.url).searchParams.get('next')
  const to =
    signedIn.value.next === 'second-factor'
      ? paths.signInSecondFactor(next === null ? {} : { next })
      : nextPath(next)
  throw redirect(to, { headers: signedIn.value.headers })
}

export default function SignInPage({ loaderData, actionData }: Route.ComponentProps) {
  const { next, remark } = loaderData
  const [form, fields] = useForm({
    ...formTiming,
    id: 'sign-in',
    lastResult: actionData ?? null,
    constraint: getZodConstraint(signInSchema),
    onValidate: ({ formData }) => parseWithZod(formData, { schema: signInSchema }),
  })
  const onward = next === null ? {} : { next }
  return (
    <>
      <PageHeader title="Sign in" />
      <Form {...getFormProps(form)}>
        {remark !== null && <Notice>{remark}</Notice>}
        <FormErrors form={form} title="You are not signed in" />
        <TextField
          {...fieldProps(fields.email)}
          type="email"
          label="E-mail address"
          autoComplete="username"
          inputMode="email"
        />
        <PasswordField {...fieldProps(fields.password)} label="Password" autoComplete="current-password" />
        <SubmitButton full pendingLabel="Signing in…">
          Sign in
        </SubmitButton>
        <p className="flex flex-wrap justify-between gap-x-6 gap-y-2">
          <Link to={paths.forgotPassword()} className="link">
            I forgot my password
          </Link>
          <Link to={paths.signUp(onward)} className="link">
            Open an account
          </Link>
        </p>
      </Form>
      <PasskeySignIn next={nextPath(next)} />
    </>
  )
}

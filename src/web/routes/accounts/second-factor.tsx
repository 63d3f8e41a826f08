import { getFormProps, useForm } from '@conform-to/react'
import { getZodConstraint, parseWithZod } from '@conform-to/zod/v4'
import { Link, redirect } from 'react-router'
import { secondFactorSchema } from '../../../contract/accounts.ts'
import { refusedAttempts } from '../../components/accounts/refusals.ts'
import { pageMeta } from '../../components/chrome/page-meta.ts'
import { nextPath, paths } from '../../paths.ts'
import { app } from '../../services-context.ts'
import { SubmitButton } from '../../ui/button.tsx'
import { FormErrors, fieldProps, formTiming } from '../../ui/conform.tsx'
import { Form } from '../../ui/form.tsx'
import { PageHeader } from '../../ui/section.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { readForm } from '../read-form.ts'
import type { Route } from './+types/second-factor.ts'

export const meta = () => pageMeta('Enter a code')

export function loader({ context, request }: Route.LoaderArgs) {
  const { searchParams } = new URL(request.url)
  const next = searchParams.get('next')
  if (app(context).viewer !== null) throw redirect(nextPath(next))
  return { next, byBackupCode: searchParams.get('by') === 'backup-code' }
}

export async function action({ context, request }: Route.ActionArgs) {
  const submission = parseWithZod(await readForm(request), { schema: secondFactorSchema })
  if (submission.status !== 'success') return submission.reply()
  const signedIn = await app(context).services.accounts.verifySecondFactor(submission.value, request.headers)
  const next = new URL(request.url).searchParams.get('next')
  if (signedIn.ok) throw redirect(nextPath(next), { headers: signedIn.value })
  switch (signedIn.error) {
    case 'wrong-code':
      return submission.reply({
        fieldErrors: { code: ['This code is wrong, or was used before. Wait for the next one.'] },
      })
    case 'too-many-attempts':
      return submission.reply({ formErrors: [refusedAttempts] })
    case 'challenge-expired':
      throw redirect(paths.signIn({ ...(next !== null && { next }), after: 'code-expired' }))
  }
}

export default function SecondFactorPage({ loaderData, actionData }: Route.ComponentProps) {
  const { next, byBackupCode } = loaderData
  const [form, fields] = useForm({
    ...formTiming,
    id: byBackupCode ? 'backup-code' : 'code',
    lastResult: actionData ?? null,
    constraint: getZodConstraint(secondFactorSchema),
    onValidate: ({ formData }) => parseWithZod(formData, { schema: secondFactorSchema }),
  })
  const onward = next === null ? {} : { next }
  return (
    <>
      <PageHeader
        title={byBackupCode ? 'Enter a backup code' : 'Enter the code of your app'}
        lead="Your password was right. This is the second step."
      />
      <Form {...getFormProps(form)}>
        <FormErrors form={form} title="You are not signed in yet" />
        {byBackupCode ? (
          <TextField
            {...fieldProps(fields.code)}
            key="backup-code"
            label="Backup code"
            hint="Ten letters and digits, such as abcde-12345. Each is good once."
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
        ) : (
          <TextField
            {...fieldProps(fields.code)}
            key="code"
            label="Code"
            hint="The six digits that your authenticator app shows now."
            autoComplete="one-time-code"
            inputMode="numeric"
          />
        )}
        <SubmitButton full pendingLabel="Checking…">
          Sign in
        </SubmitButton>
        <p className="flex flex-wrap justify-between gap-x-6 gap-y-2">
          {byBackupCode ? (
            <Link to={paths.signInSecondFactor(onward)} className="link">
              Use the app instead
            </Link>
          ) : (
            <Link to={paths.signInSecondFactor({ ...onward, by: 'backup-code' })} className="link">
              I do not have the app here
            </Link>
          )}
          <Link to={paths.signIn(onward)} className="link">
            Start again
          </Link>
        </p>
      </Form>
    </>
  )
}

import { getFormProps, useForm } from '@conform-to/react'
import { getZodConstraint, parseWithZod } from '@conform-to/zod/v4'
import { Link, redirect } from 'react-router'
import { changePasswordSchema, passwordMessage } from '../../../contract/accounts.ts'
import { KnownUsername } from '../../components/accounts/known-username.tsx'
import { NewPasswordField, PasswordField } from '../../components/accounts/password-field.tsx'
import { refusedAttempts, wrongPassword } from '../../components/accounts/refusals.ts'
import { pageMeta } from '../../components/chrome/page-meta.ts'
import { paths } from '../../paths.ts'
import { requireViewer } from '../../services-context.ts'
import { LinkButton, SubmitButton } from '../../ui/button.tsx'
import { FormErrors, fieldProps, formTiming } from '../../ui/conform.tsx'
import { Form } from '../../ui/form.tsx'
import { PageHeader } from '../../ui/section.tsx'
import { readForm } from '../read-form.ts'
import type { Route } from './+types/change-password.ts'

export const meta = () => pageMeta('Change the password')

export function loader({ context, request }: Route.LoaderArgs) {
  return { email: requireViewer(context, request).viewer.email }
}

export async function action({ context, request }: Route.ActionArgs) {
  const { viewer, services } = requireViewer(context, request)
  const submission = parseWithZod(await readForm(request), { schema: changePasswordSchema })
  const hideFields = ['currentPassword', 'newPassword']
  if (submission.status !== 'success') return submission.reply({ hideFields })
  const changed = await services.accounts.changePassword(viewer, submission.value, request.headers)
  if (changed.ok) throw redirect(`${paths.security()}?done=password`)
  switch (changed.error) {
    case 'not-signed-in':
      throw redirect(paths.signIn({ next: paths.changePassword() }))
    case 'wrong-password':
      return submission.reply({ fieldErrors: { currentPassword: [wrongPassword] }, hideFields })
    case 'too-many-attempts':
      return submission.reply({ formErrors: [refusedAttempts], hideFields })
    default:
      return submission.reply({ fieldErrors: { newPassword: [passwordMessage(changed.error)] }, hideFields })
  }
}

export default function ChangePasswordPage({ loaderData, actionData }: Route.ComponentProps) {
  const [form, fields] = useForm({
    ...formTiming,
    id: 'change-password',
    lastResult: actionData ?? null,
    constraint: getZodConstraint(changePasswordSchema),
    onValidate: ({ formData }) => parseWithZod(formData, { schema: changePasswordSchema }),
  })
  return (
    <div className="max-w-(--container-form)">
      <PageHeader
        title="Change the password"
        lead="You stay signed in here, and are signed out on all other devices."
        over={
          <Link to={paths.security()} className="link">
            Sign-in and security
          </Link>
        }
      />
      <Form {...getFormProps(form)}>
        <FormErrors form={form} />
        <KnownUsername email={loaderData.email} />
        <PasswordField
          {...fieldProps(fields.currentPassword)}
          label="Your present password"
          autoComplete="current-password"
        />
        <NewPasswordField {...fieldProps(fields.newPassword)} label="New password" />
        <div className="flex flex-wrap gap-3">
          <SubmitButton pendingLabel="Changing…">Change the password</SubmitButton>
          <LinkButton to={paths.security()} look="quiet">
            Cancel
          </LinkButton>
        </div>
      </Form>
    </div>
  )
}

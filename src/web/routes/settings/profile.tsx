import { getFormProps, useForm } from '@conform-to/react'
import { getZodConstraint, parseWithZod } from '@conform-to/zod/v4'
import { accountDetailsSchema } from '../../../contract/accounts.ts'
import { timeZoneNames } from '../../../contract/time-zone.ts'
import { AccountFields } from '../../components/accounts/account-fields.tsx'
import { pageMeta } from '../../components/chrome/page-meta.ts'
import { requireViewer } from '../../services-context.ts'
import { SubmitButton } from '../../ui/button.tsx'
import { FormErrors, fieldProps, formTiming } from '../../ui/conform.tsx'
import { Facts } from '../../ui/data-list.tsx'
import { Form } from '../../ui/form.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PageHeader } from '../../ui/section.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { readForm } from '../read-form.ts'
import type { Route } from './+types/profile.ts'

export const meta = () => pageMeta('Profile')

export async function loader({ context, request }: Route.LoaderArgs) {
  const { viewer, services } = requireViewer(context, request)
  const profile = await services.accounts.getProfile(viewer)
  return { profile, timeZones: timeZoneNames(profile.timeZone) }
}

export async function action({ context, request }: Route.ActionArgs) {
  const { viewer, services } = requireViewer(context, request)
  const submission = parseWithZod(await readForm(request), { schema: accountDetailsSchema })
  if (submission.status !== 'success') return { result: submission.reply(), saved: false }
  await services.accounts.updateProfile(viewer, submission.value)
  return { result: submission.reply(), saved: true }
}

export default function ProfilePage({ loaderData, actionData }: Route.ComponentProps) {
  const { profile, timeZones } = loaderData
  const [form, fields] = useForm({
    ...formTiming,
    id: 'profile',
    defaultValue: profile,
    lastResult: actionData?.result ?? null,
    constraint: getZodConstraint(accountDetailsSchema),
    onValidate: ({ formData }) => parseWithZod(formData, { schema: accountDetailsSchema }),
  })
  return (
    <div className="max-w-(--container-form)">
      <PageHeader title="Profile" />
      <div role="status" className="mb-6 empty:mb-0">
        {actionData?.saved && <Notice tone="ok">Your profile is saved.</Notice>}
      </div>
      <Form {...getFormProps(form)}>
        <FormErrors form={form} />
        <Facts
          facts={[{ term: 'E-mail address', detail: <span className="break-all">{profile.email}</span> }]}
        />
        <TextField
          {...fieldProps(fields.name)}
          label="Your name"
          hint="People on your matters see it, on both sides."
          autoComplete="name"
        />
        <AccountFields fields={fields} timeZones={timeZones} />
        <SubmitButton className="self-start" pendingLabel="Saving…">
          Save the profile
        </SubmitButton>
      </Form>
    </div>
  )
}

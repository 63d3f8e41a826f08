import { KeyRound } from 'lucide-react'
import { data, Link, useLocation } from 'react-router'
import { passkeyNameSchema, type SecurityOverview } from '../../../contract/accounts.ts'
import { AddPasskey } from '../../components/accounts/add-passkey.tsx'
import { pageMeta } from '../../components/chrome/page-meta.ts'
import { paths } from '../../paths.ts'
import { requireViewer } from '../../services-context.ts'
import { SubmitButton } from '../../ui/button.tsx'
import { DateTime } from '../../ui/date-time.tsx'
import { Form } from '../../ui/form.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PageHeader, Section } from '../../ui/section.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { VisuallyHidden } from '../../ui/visually-hidden.tsx'
import { readForm } from '../read-form.ts'
import type { Route } from './+types/passkeys.ts'

export const meta = () => pageMeta('Passkeys')

export async function loader({ context, request }: Route.LoaderArgs) {
  const { viewer, services } = requireViewer(context, request)
  return { passkeys: (await services.accounts.getSecurity(viewer)).passkeys }
}

export async function action({ context, request }: Route.ActionArgs) {
  const { viewer, services } = requireViewer(context, request)
  const form = await readForm(request)
  const passkeyId = String(form.get('passkeyId'))
  switch (form.get('intent')) {
    case 'rename': {
      const name = passkeyNameSchema.safeParse(form.get('name'))
      if (!name.success) return { passkeyId, nameError: name.error.issues[0]?.message ?? '' }
      await services.accounts.renamePasskey(viewer, { passkeyId, name: name.data })
      return null
    }
    case 'remove':
      // One that is gone already is what was wanted.
      await services.accounts.removePasskey(viewer, passkeyId)
      return null
    default:
      throw data(null, 400)
  }
}

export default function PasskeysPage({ loaderData, actionData }: Route.ComponentProps) {
  const { passkeys } = loaderData
  const added: unknown = useLocation().state?.added
  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        title="Passkeys"
        over={
          <Link to={paths.security()} className="link">
            Sign-in and security
          </Link>
        }
      />
      <div role="status" className="empty:hidden">
        {typeof added === 'string' && <Notice tone="ok">The passkey “{added}” is added.</Notice>}
      </div>
      {passkeys.length > 0 && (
        <Section title="Your passkeys">
          <ul className="flex flex-col divide-y divide-line">
            {passkeys.map((passkey) => (
              <PasskeyItem
                key={passkey.passkeyId}
                passkey={passkey}
                nameError={actionData?.passkeyId === passkey.passkeyId ? actionData.nameError : undefined}
              />
            ))}
          </ul>
        </Section>
      )}
      <Section title="Add a passkey">
        <p>
          Your device or security key keeps it, and asks for your finger, your face or its code. Your password
          stays valid.
        </p>
        <AddPasskey />
      </Section>
    </div>
  )
}

function PasskeyItem({
  passkey: { passkeyId, name, addedAt },
  nameError,
}: {
  readonly passkey: SecurityOverview['passkeys'][number]
  readonly nameError: string | undefined
}) {
  return (
    <li className="flex flex-col gap-4 py-4 first:pt-0">
      <p className="flex flex-wrap items-center gap-x-3">
        <KeyRound aria-hidden="true" className="size-4 text-muted" />
        <span className="font-medium">{name}</span>
        {addedAt !== null && (
          <span className="text-sm text-muted">
            added <DateTime at={addedAt} show="date" />
          </span>
        )}
      </p>
      <div className="flex flex-wrap items-end gap-3">
        <Form className="grow">
          <input type="hidden" name="passkeyId" value={passkeyId} />
          <div className="flex flex-wrap items-end gap-3">
            <TextField
              id={`name-${passkeyId}`}
              name="name"
              label={
                <>
                  Name<VisuallyHidden> of {name}</VisuallyHidden>
                </>
              }
              defaultValue={name}
              errors={nameError === undefined ? undefined : [nameError]}
              maxLength={60}
              className="grow"
              required
            />
            <SubmitButton look="secondary" name="intent" value="rename">
              Rename<VisuallyHidden> {name}</VisuallyHidden>
            </SubmitButton>
          </div>
        </Form>
        <Form>
          <input type="hidden" name="passkeyId" value={passkeyId} />
          <SubmitButton look="secondary" name="intent" value="remove">
            Remove<VisuallyHidden> {name}</VisuallyHidden>
          </SubmitButton>
        </Form>
      </div>
    </li>
  )
}

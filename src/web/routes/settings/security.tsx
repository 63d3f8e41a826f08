import { Laptop } from 'lucide-react'
import { data, redirect } from 'react-router'
import type { ListedSignIn } from '../../../contract/accounts.ts'
import { pageMeta } from '../../components/chrome/page-meta.ts'
import { paths } from '../../paths.ts'
import { requireViewer } from '../../services-context.ts'
import { Badge } from '../../ui/badge.tsx'
import { LinkButton, SubmitButton } from '../../ui/button.tsx'
import { DateTime } from '../../ui/date-time.tsx'
import { Form } from '../../ui/form.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PageHeader, Section } from '../../ui/section.tsx'
import { VisuallyHidden } from '../../ui/visually-hidden.tsx'
import { readForm } from '../read-form.ts'
import type { Route } from './+types/security.ts'

export const meta = () => pageMeta('Sign-in and security')

export async function loader({ context, request }: Route.LoaderArgs) {
  const { viewer, services } = requireViewer(context, request)
  const [security, signIns] = await Promise.all([
    services.accounts.getSecurity(viewer),
    services.accounts.listSignIns(viewer, request.headers),
  ])
  return { security, signIns, changed: new URL(request.url).searchParams.get('done') === 'password' }
}

export async function action({ context, request }: Route.ActionArgs) {
  const { viewer, services } = requireViewer(context, request)
  const form = await readForm(request)
  switch (form.get('intent')) {
    case 'end-sign-in':
      // One that has ended meanwhile is what was wanted.
      await services.accounts.endSignIn(viewer, String(form.get('signInId')))
      return null
    case 'sign-out-everywhere': {
      const headers = await services.accounts.signOutEverywhere(viewer, request.headers)
      throw redirect(paths.signIn({ after: 'signed-out-everywhere' }), { headers })
    }
    default:
      throw data(null, 400)
  }
}

/** The ways to sign in, each with its state and its page, and where the person is signed in. */
export default function SecurityPage({ loaderData }: Route.ComponentProps) {
  const { security, signIns, changed } = loaderData
  const { totpEnabled, passkeys } = security
  return (
    <div className="flex flex-col gap-6">
      <PageHeader title="Sign-in and security" />
      {changed && (
        <Notice tone="ok" live="status">
          Your password is changed. You were signed out on all other devices.
        </Notice>
      )}
      <Section title="Password">
        <p>A long passphrase that you use nowhere else.</p>
        <LinkButton to={paths.changePassword()} className="self-start">
          Change the password
        </LinkButton>
      </Section>
      <Section
        title="Authenticator app"
        aside={<Badge tone={totpEnabled ? 'ok' : 'neutral'}>{totpEnabled ? 'On' : 'Off'}</Badge>}
      >
        <p>
          Signing in by password asks for a code of six digits, too, which an app on your phone shows. A
          stolen password alone is then worth nothing.
        </p>
        <LinkButton to={paths.authenticatorApp()} className="self-start">
          {totpEnabled ? 'Backup codes, or turn it off' : 'Set it up'}
        </LinkButton>
      </Section>
      <Section
        title="Passkeys"
        aside={
          <Badge tone={passkeys.length > 0 ? 'ok' : 'neutral'}>
            {passkeys.length === 0 ? 'None' : passkeys.length}
          </Badge>
        }
      >
        <p>
          Sign in with your fingerprint, your face or a security key: nothing to remember, nothing to give
          away.
        </p>
        <LinkButton to={paths.passkeys()} className="self-start">
          {passkeys.length > 0 ? 'See your passkeys' : 'Add a passkey'}
        </LinkButton>
      </Section>
      <SignIns signIns={signIns} />
    </div>
  )
}

function SignIns({ signIns }: { readonly signIns: readonly ListedSignIn[] }) {
  return (
    <Section title="Where you are signed in">
      <ul className="flex flex-col divide-y divide-line">
        {signIns.map(({ signInId, isPresent, device, ipAddress, signedInAt }) => (
          <li key={signInId} className="flex flex-wrap items-center justify-between gap-4 py-4 first:pt-0">
            <div className="flex gap-3">
              <Laptop aria-hidden="true" className="mt-1 size-4 shrink-0 text-muted" />
              <div>
                <p className="font-medium">
                  {device} {isPresent && <Badge tone="accent">This device</Badge>}
                </p>
                <p className="text-sm text-muted">
                  {ipAddress !== null && `${ipAddress}, `}since <DateTime at={signedInAt} />
                </p>
              </div>
            </div>
            {!isPresent && (
              <Form>
                <input type="hidden" name="signInId" value={signInId} />
                <SubmitButton look="secondary" name="intent" value="end-sign-in">
                  Sign out<VisuallyHidden> on {device}</VisuallyHidden>
                </SubmitButton>
              </Form>
            )}
          </li>
        ))}
      </ul>
      <Form>
        <SubmitButton look="secondary" name="intent" value="sign-out-everywhere" className="self-start">
          Sign out everywhere
        </SubmitButton>
      </Form>
    </Section>
  )
}

import { parseWithZod } from '@conform-to/zod/v4'
import { data, Link, redirect } from 'react-router'
import { confirmPasswordSchema, totpCodeSchema } from '../../../contract/accounts.ts'
import { BackupCodes } from '../../components/accounts/backup-codes.tsx'
import { PasswordForm } from '../../components/accounts/password-form.tsx'
import { refusedAttempts, wrongPassword } from '../../components/accounts/refusals.ts'
import { TotpCodeForm } from '../../components/accounts/totp-code-form.tsx'
import { TotpSetup } from '../../components/accounts/totp-setup.tsx'
import { pageMeta } from '../../components/chrome/page-meta.ts'
import { paths } from '../../paths.ts'
import { requireViewer } from '../../services-context.ts'
import { LinkButton } from '../../ui/button.tsx'
import { PageHeader, Section } from '../../ui/section.tsx'
import { readForm } from '../read-form.ts'
import type { Route } from './+types/authenticator-app.ts'

export const meta = () => pageMeta('Authenticator app')

export async function loader({ context, request }: Route.LoaderArgs) {
  const { viewer, services } = requireViewer(context, request)
  return { enabled: (await services.accounts.getSecurity(viewer)).totpEnabled }
}

export async function action(args: Route.ActionArgs) {
  const form = await readForm(args.request)
  const intent = form.get('intent')
  switch (intent) {
    case 'confirm':
      return confirm(args, form)
    case 'begin':
    case 'renew':
    case 'disable':
      return withPassword(args, form, intent)
    default:
      throw data(null, 400)
  }
}

async function withPassword(
  { context, request }: Route.ActionArgs,
  form: FormData,
  intent: 'begin' | 'renew' | 'disable',
) {
  const { viewer, services } = requireViewer(context, request)
  const { accounts } = services
  const submission = parseWithZod(form, { schema: confirmPasswordSchema })
  const hideFields = ['password']
  if (submission.status !== 'success') return { kind: intent, result: submission.reply({ hideFields }) }
  const { value } = submission
  const refused = (error: 'wrong-password' | 'too-many-attempts') => ({
    kind: intent,
    result: submission.reply({
      ...(error === 'wrong-password'
        ? { fieldErrors: { password: [wrongPassword] } }
        : { formErrors: [refusedAttempts] }),
      hideFields,
    }),
  })
  if (intent === 'disable') {
    const disabled = await accounts.disableTotp(viewer, value)
    if (!disabled.ok) return refused(disabled.error)
    throw redirect(paths.security())
  }
  if (intent === 'renew') {
    const renewed = await accounts.renewBackupCodes(viewer, value, request.headers)
    if (renewed.ok) return { kind: 'codes' as const, codes: renewed.value }
    if (renewed.error !== 'not-enabled') return refused(renewed.error)
    throw redirect(paths.authenticatorApp())
  }
  const begun = await accounts.enableTotp(viewer, value, request.headers)
  if (begun.ok) return { kind: 'setup' as const, uri: begun.value.uri, result: null }
  if (begun.error !== 'already-enabled') return refused(begun.error)
  throw redirect(paths.authenticatorApp())
}

async function confirm({ context, request }: Route.ActionArgs, form: FormData) {
  const { viewer, services } = requireViewer(context, request)
  const uri = String(form.get('uri'))
  if (!uri.startsWith('otpauth://totp/')) throw data(null, 400)
  const submission = parseWithZod(form, { schema: totpCodeSchema })
  const again = (reply: Parameters<typeof submission.reply>[0] = {}) =>
    data({ kind: 'setup' as const, uri, result: submission.reply(reply) })
  if (submission.status !== 'success') return again()
  const confirmed = await services.accounts.confirmTotp(viewer, submission.value, request.headers)
  if (confirmed.ok) {
    const { backupCodes, headers } = confirmed.value
    return data({ kind: 'codes' as const, codes: backupCodes }, { headers })
  }
  switch (confirmed.error) {
    case 'wrong-code':
      return again({
        fieldErrors: {
          code: ['This code is wrong. Wait for the next one, and see that the clock of your phone is right.'],
        },
      })
    case 'too-many-attempts':
      return again({ formErrors: [refusedAttempts] })
    case 'not-begun':
      throw redirect(paths.authenticatorApp())
  }
}

export default function AuthenticatorAppPage(props: Route.ComponentProps) {
  return (
    <div className="flex max-w-(--container-form) flex-col gap-6">
      <PageHeader
        title="Authenticator app"
        over={
          <Link to={paths.security()} className="link">
            Sign-in and security
          </Link>
        }
      />
      <Content {...props} />
    </div>
  )
}

function Content({ loaderData, actionData }: Route.ComponentProps) {
  if (actionData?.kind === 'codes') {
    return (
      <Section title="Your backup codes">
        <BackupCodes codes={actionData.codes} />
        <LinkButton to={paths.security()} look="primary" className="self-start">
          I have kept them
        </LinkButton>
      </Section>
    )
  }
  if (actionData?.kind === 'setup') {
    return (
      <Section title="Scan, then enter the code">
        <p>Scan this with the app: Google Authenticator, Microsoft Authenticator, 1Password, or another.</p>
        <TotpSetup uri={actionData.uri} />
        <TotpCodeForm uri={actionData.uri} lastResult={actionData.result} />
      </Section>
    )
  }
  const resultOf = (intent: 'begin' | 'renew' | 'disable') =>
    actionData?.kind === intent ? actionData.result : null
  if (!loaderData.enabled) {
    return (
      <Section title="Set it up">
        <p>
          From then on signing in by password asks for a code of six digits, too. You also get ten backup
          codes, for when the phone is not at hand.
        </p>
        <PasswordForm intent="begin" look="primary" lastResult={resultOf('begin')}>
          Go on
        </PasswordForm>
      </Section>
    )
  }
  return (
    <>
      <Section title="New backup codes">
        <p>Ten new codes in place of the old ones, for when you have used them or lost them.</p>
        <PasswordForm intent="renew" lastResult={resultOf('renew')}>
          Make new codes
        </PasswordForm>
      </Section>
      <Section title="Turn it off">
        <p>Your password alone will sign you in again.</p>
        <PasswordForm intent="disable" look="danger" lastResult={resultOf('disable')}>
          Turn it off
        </PasswordForm>
      </Section>
    </>
  )
}

import { encode } from 'uqr'
import type { TotpSetup } from '../../contract/accounts.ts'
import type { Viewer } from '../../contract/viewer.ts'
import type { Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import { callAuth } from './call-auth.ts'
import type { PasswordRefusal } from './check-password.ts'
import { forgetAttempts, limitAttempts, limits } from './limit-attempts.ts'

/** Begins to set up an authenticator app. It counts from `confirmTotp` on, when a first code has been right. */
export async function enableTotp(
  ctx: Context,
  viewer: Viewer,
  { password }: { readonly password: string },
  headers: Headers,
): Promise<Result<TotpSetup, PasswordRefusal | 'already-enabled'>> {
  const counted = limits.password(viewer.userId)
  const allowed = await limitAttempts(ctx, counted)
  if (!allowed.ok) return allowed
  const answer = await callAuth(
    () => ctx.auth.api.enableTwoFactor({ body: { password, method: 'totp' }, headers }),
    {
      INVALID_PASSWORD: 'wrong-password',
      PASSWORD_TOO_LONG: 'wrong-password',
      TOTP_ALREADY_ENABLED: 'already-enabled',
    } as const,
  )
  if (!answer.ok) return answer
  await forgetAttempts(ctx, counted)
  if (answer.value.method !== 'totp') throw new Error('another second factor was set up than was asked for')
  return { ok: true, value: describeTotpSetup(answer.value.totpURI) }
}

/** The address for the authenticator app as a QR code, and its secret for typing in. Throws for another address. */
export function describeTotpSetup(uri: string): TotpSetup {
  const { protocol, searchParams } = new URL(uri)
  const secret = searchParams.get('secret')
  if (protocol !== 'otpauth:' || secret === null) throw new Error('not the address of a one-time password')
  const { data, size } = encode(uri, { border: 2 })
  const path = data
    .flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
    .join('')
  return { uri, secret: secret.match(/.{1,4}/g)?.join(' ') ?? '', qrCode: { size, path } }
}

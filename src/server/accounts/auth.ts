import { PASSKEY_ERROR_CODES, passkey } from '@better-auth/passkey'
import { betterAuth } from 'better-auth'
import { APIError } from 'better-auth/api'
import { twoFactor } from 'better-auth/plugins'
import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH } from '../../domain/password-policy.ts'
import type { Config } from '../config.ts'
import type { Chance } from '../context.ts'
import type { Clock } from '../db/clock.ts'
import type { Db } from '../db/database.ts'
import { CLIENT_ADDRESS_HEADER } from './client-address.ts'
import { hashPassword, verifyPassword } from './hash-password.ts'
import { noRoutesPlugin } from './no-routes-plugin.ts'
import { openSignInPlugin } from './open-sign-in-plugin.ts'

/** How long a sign-in lasts, in seconds: it is not prolonged by use, so a stolen one ends by itself. */
const SIGN_IN_SECONDS = 14 * 24 * 60 * 60

export type AuthParts = {
  readonly config: Pick<Config, 'baseUrl' | 'secureCookies' | 'secrets'>
  readonly db: Db
  readonly clock: Clock
  readonly chance: Chance
  readonly log: { debug(message: string): void; error(message: string): void }
}

export type Auth = ReturnType<typeof createAuth>

/**
 * better-auth, as the engine under our use cases: sign-ins and their cookies, second factors and passkeys. Accounts come
 * to be, passwords change and links are spent in our own transactions, together with the mail that tells of it.
 */
export function createAuth({ config, db, clock, chance, log }: AuthParts) {
  return betterAuth({
    appName: 'Backchannel',
    baseURL: config.baseUrl,
    secret: config.secrets.auth,
    trustedOrigins: [config.baseUrl],
    telemetry: { enabled: false },
    // Attempts are limited in our use cases, which know more than a path: see `limit-attempts.ts`.
    rateLimit: { enabled: false },
    // What better-auth adds to its messages may hold addresses.
    logger: { log: (level, message) => (level === 'error' ? log.error(message) : log.debug(message)) },
    database: { db, type: 'postgres', transaction: true },
    advanced: {
      database: { generateId: () => chance.newId(), validateSchema: false },
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
      // The prefix binds a cookie to this very host; better-auth knows only the weaker `__Secure-`.
      useSecureCookies: false,
      cookiePrefix: config.secureCookies ? '__Host-backchannel' : 'backchannel',
      defaultCookieAttributes: {
        secure: config.secureCookies,
        httpOnly: true,
        sameSite: 'lax',
        path: '/',
      },
    },
    user: {
      modelName: 'users',
      additionalFields: {
        occupation: { type: 'string', required: true, input: false },
        firm: { type: 'string', required: true, input: false },
        timeZone: { type: 'string', required: true, input: false },
        factorsChangedAt: { type: 'number', bigint: true, required: true, input: false },
      },
    },
    session: {
      modelName: 'signIns',
      expiresIn: SIGN_IN_SECONDS,
      disableSessionRefresh: true,
      // Freshness is by `authenticatedAt`: see `confirm-password.ts`.
      freshAge: 0,
      additionalFields: {
        authenticatedAt: { type: 'number', bigint: true, required: true, input: false },
      },
    },
    account: { modelName: 'credentials' },
    verification: { modelName: 'verifications', storeIdentifier: 'hashed' },
    databaseHooks: {
      session: {
        create: {
          before: async (session) => ({ data: { ...session, authenticatedAt: await clock(db) } }),
        },
      },
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      requireEmailVerification: true,
      revokeSessionsOnPasswordReset: true,
      minPasswordLength: PASSWORD_MIN_LENGTH,
      // In units of storage, of which a character may take several; the limit proper is in the password policy.
      maxPasswordLength: 16 * PASSWORD_MAX_LENGTH,
      password: {
        hash: (password) => hashPassword(chance, password),
        verify: ({ hash, password }) => verifyPassword(hash, password),
      },
    },
    plugins: [
      twoFactor({
        issuer: 'Backchannel',
        twoFactorTable: 'twoFactors',
        backupCodeOptions: { customBackupCodesGenerate: () => makeBackupCodes(chance) },
      }),
      passkey({
        rpName: 'Backchannel',
        rpID: new URL(config.baseUrl).hostname,
        origin: config.baseUrl,
        // A passkey stands for both factors, so the device has to have asked for its owner.
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        registration: {
          afterVerification: ({ verification }) => assertOwnerAsked(verification.registrationInfo),
        },
        authentication: {
          afterVerification: ({ verification }) => assertOwnerAsked(verification.authenticationInfo),
        },
        advanced: { webAuthnChallengeCookie: 'passkey_challenge' },
        schema: { passkey: { modelName: 'passkeys', fields: { credentialID: 'credentialId' } } },
      }),
      openSignInPlugin,
      noRoutesPlugin,
    ],
  })
}

/** Holding the device is not enough, whatever it answers to what was asked. */
function assertOwnerAsked(info: { readonly userVerified: boolean } | undefined): void {
  if (!info?.userVerified) throw APIError.from('UNAUTHORIZED', PASSKEY_ERROR_CODES.AUTHENTICATION_FAILED)
}

const BACKUP_CODES = 10
/** 32 of them, so that each byte of chance gives one, all alike; none that is taken for another. */
const BACKUP_CODE_LETTERS = 'abcdefghjkmnpqrstvwxyz0123456789'

/** Ten times 50 bits, written as `abcde-12345`. */
function makeBackupCodes(chance: Chance): string[] {
  return Array.from({ length: BACKUP_CODES }, () => {
    const bytes = Buffer.from(chance.newToken(), 'base64url').subarray(0, 10)
    const letters = [...bytes].map((byte) => BACKUP_CODE_LETTERS[byte % 32]).join('')
    return `${letters.slice(0, 5)}-${letters.slice(5)}`
  })
}

import pg from 'pg'
import { rolePassword, verifierOf } from './role-password.ts'
import type { MatcherSettings } from './settings.ts'

/** https://www.postgresql.org/docs/current/errcodes-appendix.html: invalid_authorization_specification, invalid_password */
const NOT_LET_IN = new Set(['28000', '28P01'])

/**
 * The address with which the matcher signs in. Where the address names no password, it is the one of the key folder; if
 * the database does not know it, its owner is asked to set it. A database that cannot be reached is no matter: calls are
 * answered `unavailable` until it can.
 */
export async function signIn(
  { databaseUrl, keyFolder }: MatcherSettings,
  askForPassword: (verifier: string) => Promise<void>,
): Promise<string> {
  const url = new URL(databaseUrl)
  if (url.password !== '') return databaseUrl
  const password = await rolePassword(keyFolder)
  url.password = password
  if (await isRefused(url.href)) await askForPassword(verifierOf(password))
  return url.href
}

async function isRefused(databaseUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5_000 })
  try {
    await client.connect()
    return false
  } catch (error) {
    return error instanceof Error && 'code' in error && NOT_LET_IN.has(String(error.code))
  } finally {
    await client.end()
  }
}

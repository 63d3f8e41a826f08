import pg from 'pg'

export const WEB_ROLE = 'backchannel_web'
export const MATCHER_ROLE = 'backchannel_matcher'

export type RolePasswords = { readonly web: string; readonly matcher: string }

/** Serialises the making of roles and migrations between processes that start at once. */
const START_LOCK = 4_178_330_521

/** Makes the login roles of the web server and the matcher, neither of which owns a table. Safe when run at once. */
export async function ensureRoles(ownerUrl: string, passwords: RolePasswords): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [START_LOCK])
    await ensureRole(client, WEB_ROLE, passwords.web)
    await ensureRole(client, MATCHER_ROLE, passwords.matcher)
  } finally {
    await client.end()
  }
}

async function ensureRole(client: pg.Client, role: string, password: string): Promise<void> {
  const known = await client.query('select 1 from pg_roles where rolname = $1', [role])
  const verb = known.rowCount === 0 ? 'create' : 'alter'
  await client.query(
    `${verb} role ${client.escapeIdentifier(role)} login nosuperuser nocreatedb nocreaterole password ${client.escapeLiteral(password)}`,
  )
}

/** The same database, as another role. */
export function urlForRole(ownerUrl: string, role: string, password: string): string {
  const url = new URL(ownerUrl)
  url.username = role
  url.password = password
  return url.href
}

import pg from 'pg'

export const WEB_ROLE = 'backchannel_web'
export const MATCHER_ROLE = 'backchannel_matcher'

export type RolePasswords = { readonly web: string; readonly matcher: string }

/** Serialises the making of roles and migrations between processes that start at once. */
const START_LOCK = 4_178_330_521

/**
 * Makes the login roles of the web server and the matcher, neither of which owns a table. Safe when run at once: by the
 * lock within one database, and between the databases of one server because roles that are as they should be are left
 * alone (PostgreSQL refuses two changes of one role at the same time).
 */
export async function ensureRoles(ownerUrl: string, passwords: RolePasswords): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [START_LOCK])
    for (const [role, password] of [
      [WEB_ROLE, passwords.web],
      [MATCHER_ROLE, passwords.matcher],
    ] as const) {
      if (!(await canSignIn(urlForRole(ownerUrl, role, password)))) await ensureRole(client, role, password)
    }
  } finally {
    await client.end()
  }
}

async function canSignIn(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url })
  try {
    await client.connect()
    return true
  } catch {
    return false
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

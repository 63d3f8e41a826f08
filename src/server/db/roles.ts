import pg from 'pg'

export const WEB_ROLE = 'backchannel_web'
export const MATCHER_ROLE = 'backchannel_matcher'

/** Serialises the making of roles and migrations between processes that start at once. */
const START_LOCK = 4_178_330_521

/**
 * Makes the login roles of the web server and the matcher, neither of which owns a table. The matcher's comes without a
 * password, with which nobody can sign in: it has its own. Safe when run at once: by the lock within one database, and
 * between the databases of one server because roles that are as they should be are left alone (PostgreSQL refuses two
 * changes of one role at the same time).
 */
export async function ensureRoles(ownerUrl: string, webPassword: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [START_LOCK])
    await ensureRole(client, MATCHER_ROLE)
    await ensureRole(client, WEB_ROLE)
    if (!(await canSignIn(urlForRole(ownerUrl, WEB_ROLE, webPassword)))) {
      await setPassword(client, WEB_ROLE, webPassword)
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

async function ensureRole(client: pg.Client, role: string): Promise<void> {
  const known = await client.query('select 1 from pg_roles where rolname = $1', [role])
  if (known.rowCount !== 0) return
  await client.query(`create role ${client.escapeIdentifier(role)} login nosuperuser nocreatedb nocreaterole`)
}

/** As the owner; `password` itself, or the verifier that PostgreSQL keeps of one. */
export async function setRolePassword(ownerUrl: string, role: string, password: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [START_LOCK])
    await setPassword(client, role, password)
  } finally {
    await client.end()
  }
}

async function setPassword(client: pg.Client, role: string, password: string): Promise<void> {
  await client.query(
    `alter role ${client.escapeIdentifier(role)} login password ${client.escapeLiteral(password)}`,
  )
}

/** The same database, as another role; without a password, as the role that has its own. */
export function urlForRole(ownerUrl: string, role: string, password = ''): string {
  const url = new URL(ownerUrl)
  url.username = role
  url.password = password
  return url.href
}

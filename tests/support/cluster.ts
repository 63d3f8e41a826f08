import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { threadId } from 'node:worker_threads'
import pg from 'pg'
import { startEmbeddedPostgres } from '../../src/server/db/embedded/index.ts'
import { migrate } from '../../src/server/db/migrate.ts'
import { ensureRoles, MATCHER_ROLE, setRolePassword } from '../../src/server/db/roles.ts'

/** Passwords of the roles on the throw-away servers of the tests. */
export const TEST_PASSWORDS = { web: 'web-of-the-tests', matcher: 'matcher-of-the-tests' }

const TEMPLATE = 'backchannel_template'

export type TestCluster = { readonly ownerUrl: string; stop(): Promise<void> }

/** A real PostgreSQL in a throw-away folder, with a migrated template to clone test databases from. */
export async function startTestCluster(): Promise<TestCluster> {
  const folder = await mkdtemp(join(tmpdir(), 'backchannel-tests-'))
  const server = await startEmbeddedPostgres({
    folder: join(folder, '.backchannel'),
    log: () => {},
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' },
  })
  await runAsOwner(server.ownerUrl, `create database ${TEMPLATE}`)
  await ensureRoles(server.ownerUrl, TEST_PASSWORDS.web)
  await setRolePassword(server.ownerUrl, MATCHER_ROLE, TEST_PASSWORDS.matcher)
  await migrate(databaseUrl(server.ownerUrl, TEMPLATE))
  return {
    ownerUrl: server.ownerUrl,
    async stop() {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

let databases = 0

/** A fresh database, cloned from the template of the cluster. */
export function cloneDatabase(clusterUrl: string): Promise<{ ownerUrl: string; drop(): Promise<void> }> {
  return createDatabase(clusterUrl, `template ${TEMPLATE} strategy file_copy`)
}

/** A database without anything in it, on the cluster. */
export function emptyDatabase(clusterUrl: string): Promise<{ ownerUrl: string; drop(): Promise<void> }> {
  return createDatabase(clusterUrl, '')
}

async function createDatabase(
  clusterUrl: string,
  how: string,
): Promise<{ ownerUrl: string; drop(): Promise<void> }> {
  databases += 1
  const name = `test_${process.pid}_${threadId}_${databases}`
  await runAsOwner(clusterUrl, `create database ${name} ${how}`)
  return {
    ownerUrl: databaseUrl(clusterUrl, name),
    drop: () => runAsOwner(clusterUrl, `drop database if exists ${name} with (force)`),
  }
}

export function databaseUrl(ownerUrl: string, database: string): string {
  const url = new URL(ownerUrl)
  url.pathname = `/${database}`
  return url.href
}

async function runAsOwner(ownerUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

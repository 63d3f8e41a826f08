import { inject } from 'vitest'
import { MATCHER_ROLE, urlForRole, WEB_ROLE } from '../../src/server/db/roles.ts'
import { cloneDatabase, TEST_PASSWORDS } from './cluster.ts'

export type TestDatabase = {
  readonly ownerUrl: string
  readonly webUrl: string
  readonly matcherUrl: string
  drop(): Promise<void>
}

/** A migrated database of this test's own, on the real server that the test run started. */
export async function createTestDatabase(clusterUrl = inject('clusterUrl')): Promise<TestDatabase> {
  const { ownerUrl, drop } = await cloneDatabase(clusterUrl)
  return {
    ownerUrl,
    webUrl: urlForRole(ownerUrl, WEB_ROLE, TEST_PASSWORDS.web),
    matcherUrl: urlForRole(ownerUrl, MATCHER_ROLE, TEST_PASSWORDS.matcher),
    drop,
  }
}

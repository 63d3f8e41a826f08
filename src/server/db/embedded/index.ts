export { EmbeddedPostgresError } from './embedded-postgres-error.ts'
export { findRunningOwnerUrl } from './find-running-server.ts'
export { claimFolder, type FolderClaim } from './folder-claim.ts'
export {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from './start-embedded-postgres.ts'

/** Why the embedded PostgreSQL cannot run here, in words for the person who started the program. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError'
}

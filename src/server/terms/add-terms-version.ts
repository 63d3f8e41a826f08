import type { TermSheet } from '../../contract/term-sheet.ts'
import type { Viewer } from '../../contract/viewer.ts'
import type { DocumentId, MatterId } from '../../domain/ids.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Context } from '../context.ts'
import type { Db, Tx } from '../db/database.ts'
import { isRepeated } from '../db/unique-violation.ts'
import { type CommandDone, commandSession, type TermsRefusal } from '../sessions/command-session.ts'
import { readMatterSession } from '../sessions/read-matter-session.ts'
import type { TermsSource } from './tables.ts'

export type NewTermsVersion = {
  readonly matterId: MatterId
  /** Made with the form: the same form sent twice adds one version. */
  readonly submissionId: string
  readonly documentId: DocumentId
  readonly sha256: string
  readonly source: TermsSource
  readonly termSheet: TermSheet | null
}

export type AddedVersion = { readonly version: number }
export type AddTermsRefusal = TermsRefusal | 'terms-unchanged'

/**
 * Makes a document the current version of the terms, which undoes what was approved before (rules: steps and clock).
 * `write` adds what belongs to it in the same commit, the document's row before the version's.
 * `terms-unchanged`: the current version is the very same document, and nothing is undone for that.
 */
export async function addTermsVersion(
  ctx: Context,
  viewer: Viewer,
  added: NewTermsVersion,
  write: (tx: Tx, done: CommandDone) => Promise<void>,
): Promise<Result<AddedVersion, AddTermsRefusal>> {
  const current = await readMatterSession(ctx, viewer, added.matterId)
  if (current?.view.terms?.sha256 === added.sha256) {
    const repeated = await findAddedVersion(ctx.db, viewer, added)
    return repeated ? ok(repeated) : err('terms-unchanged')
  }
  let version = 0
  try {
    const done = await commandSession(
      ctx,
      viewer,
      added.matterId,
      ({ side }) => ({ type: 'add-terms-version', side, sha256: added.sha256 }),
      {
        permission: 'prepare',
        async write(tx, done) {
          await write(tx, done)
          version = await insertVersion(tx, added, done)
        },
      },
    )
    return done.ok ? ok({ version }) : done
  } catch (error) {
    // Two copies of one form at the same moment: the other one has added it.
    const repeated = isRepeated(error) && (await findAddedVersion(ctx.db, viewer, added))
    if (repeated) return ok(repeated)
    throw error
  }
}

/** The version that this very form has already added, if it has. */
export async function findAddedVersion(
  db: Db,
  viewer: Viewer,
  form: Pick<NewTermsVersion, 'matterId' | 'submissionId'>,
): Promise<AddedVersion | null> {
  const row = await db
    .selectFrom('termsVersions')
    .select('version')
    .where('matterId', '=', form.matterId)
    .where('addedBy', '=', viewer.userId)
    .where('submissionId', '=', form.submissionId)
    .executeTakeFirst()
  return row ?? null
}

async function insertVersion(tx: Tx, added: NewTermsVersion, done: CommandDone): Promise<number> {
  const current = done.state.terms
  if (current?.sha256 !== added.sha256) throw new Error('an added version is the current one')
  await tx
    .insertInto('termsVersions')
    .values({
      sessionId: done.sessionId,
      version: current.version,
      matterId: added.matterId,
      documentId: added.documentId,
      source: added.source,
      termSheet: added.termSheet && JSON.stringify(added.termSheet),
      side: done.seat.side,
      addedBy: done.seat.userId,
      addedAt: done.at,
      submissionId: added.submissionId,
    })
    .execute()
  return current.version
}

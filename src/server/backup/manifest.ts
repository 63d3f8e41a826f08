import { z } from 'zod'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/**
 * What a backup consists of, each part with its SHA-256. `signedBy` is the public key that the installation signs its
 * journals with: it follows from the secret of the installation, which is no part of a backup.
 */
export const manifestSchema = z.strictObject({
  format: z.literal('backchannel-backup-1'),
  madeAt: z.int().nonnegative(),
  /** The last migration that its tables have seen. */
  schemaVersion: z.string().regex(/^\d{4}-[a-z0-9-]+$/),
  signedBy: z.string(),
  tables: z.array(
    z.strictObject({
      name: z.string().regex(/^(app|matcher)\.[a-z_0-9]+$/),
      columns: z.array(z.string()),
      rows: z.int().nonnegative(),
      sha256,
    }),
  ),
  /** Uploaded files by their keys in the file store. */
  files: z.array(z.strictObject({ key: z.uuid(), bytes: z.int().nonnegative(), sha256 })),
})

export type Manifest = z.output<typeof manifestSchema>
export type TablePart = Manifest['tables'][number]
export type FilePart = Manifest['files'][number]

export const MANIFEST = 'manifest.json'

/** Where a part lies in the folder of a backup. */
export const pathOfTable = (name: string) => `tables/${name}.jsonl`
export const pathOfFile = (key: string) => `files/${key}`

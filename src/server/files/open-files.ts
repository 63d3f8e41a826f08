import type { FilesConfig } from '../config-files.ts'
import { type FileStore, openFileStore } from './file-store.ts'

/** The storage that the settings name. Throws `StartError` where its bucket cannot be the one that was meant. */
export async function openFiles(files: FilesConfig): Promise<FileStore> {
  if (files.kind === 'folder') return openFileStore(files.folder)
  const { assertBucket, openS3FileStore } = await import('./s3-file-store.ts')
  await assertBucket(files)
  return openS3FileStore(files)
}

import { createHash } from 'node:crypto'
import { realpath } from 'node:fs/promises'
import { createServer } from 'node:net'
import { err, ok, type Result } from '../../../domain/result.ts'
import { ensureFolder, hasCode } from './files.ts'
import { claimByLockFile } from './lock-file.ts'

/** While it is held, no other process can claim the same folder. */
export type FolderClaim = { release(): Promise<void> }

/**
 * Claims the folder for this process, so that one start works in it at a time; makes the folder if there is none.
 *
 * On Linux and Windows the claim is a listening socket whose name stands for the folder: the kernel frees it however
 * the process ends, `kill -9` included, and it holds across users. Elsewhere it is a lock file with the process's id.
 */
export async function claimFolder(folder: string): Promise<Result<FolderClaim, 'already-running'>> {
  await ensureFolder(folder)
  const path = await realpath(folder)
  const name = `backchannel-${createHash('sha256').update(path).digest('hex')}`
  if (process.platform === 'linux') return await claimBySocket(`\0${name}`)
  if (process.platform === 'win32') return await claimBySocket(`\\\\.\\pipe\\${name}`)
  return await claimByLockFile(path)
}

async function claimBySocket(address: string): Promise<Result<FolderClaim, 'already-running'>> {
  const server = createServer((connection) => connection.destroy())
  // The claim alone is no reason for the process to stay.
  server.unref()
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(address, resolve)
    })
  } catch (error) {
    if (hasCode(error, 'EADDRINUSE')) return err('already-running')
    throw error
  }
  return ok({
    release: () => new Promise<void>((resolve) => server.close(() => resolve())),
  })
}

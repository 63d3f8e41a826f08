import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { link, mkdir, open, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { assertPrivate } from './assert-private.ts'
import { MatcherStartError } from './matcher-error.ts'
import { syncFolder } from './sync-folder.ts'

const BYTES = 32

/**
 * The 32 random bytes in `folder/name`, made at the first call; several processes that call at once get the same ones.
 * The folder is the matcher's alone (0700, the file 0600). Rejects with `MatcherStartError` if either can be read by
 * others, or the file is of another length.
 */
export async function keptRandom(folder: string, name: string): Promise<Buffer<ArrayBuffer>> {
  await makePrivateFolder(folder)
  const file = join(folder, name)
  await makeFile(file)
  const bytes = await readKept(file)
  if (bytes === null) throw new Error(`${file} was taken away while it was read`)
  return bytes
}

/** The same bytes if they are there, else null: nothing is made. */
export async function findKeptRandom(folder: string, name: string): Promise<Buffer<ArrayBuffer> | null> {
  return readKept(join(folder, name))
}

export async function makePrivateFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await assertPrivate(folder)
}

async function readKept(file: string): Promise<Buffer<ArrayBuffer> | null> {
  try {
    await assertPrivate(file)
    const bytes = await readFile(file)
    if (bytes.length === BYTES) return bytes
    throw new MatcherStartError(`${file} is not a key of the matcher: ${bytes.length} bytes`)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/** The file appears whole or not at all, and the first process to link it wins. */
async function makeFile(file: string): Promise<void> {
  if (existsSync(file)) return
  const draft = `${file}.${randomBytes(8).toString('hex')}`
  try {
    await writeRandom(draft)
    await link(draft, file)
    await syncFolder(dirname(file))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    await rm(draft, { force: true })
  }
}

async function writeRandom(file: string): Promise<void> {
  const bytes = randomBytes(BYTES)
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    bytes.fill(0)
    await handle.close()
  }
}

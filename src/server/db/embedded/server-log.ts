import { open, rename, stat } from 'node:fs/promises'
import { hasCode } from './files.ts'
import type { Layout } from './layout.ts'

const ROTATE_AT_BYTES = 5_000_000
const SHOWN_LINES = 12

/** The server's log from here on; a long one is put aside first (one older log is kept). */
export async function openServerLog({ serverLog }: Layout): Promise<{ readNew(): Promise<string> }> {
  const size = await sizeOf(serverLog)
  const rotate = size > ROTATE_AT_BYTES
  if (rotate) await rename(serverLog, `${serverLog}.old`)
  return { readNew: () => readLastLines(serverLog, rotate ? 0 : size) }
}

async function readLastLines(path: string, from: number): Promise<string> {
  const size = await sizeOf(path)
  if (size <= from) return ''
  const handle = await open(path, 'r')
  try {
    const { buffer } = await handle.read({ buffer: Buffer.alloc(size - from), position: from })
    return buffer.toString('utf8').trimEnd().split('\n').slice(-SHOWN_LINES).join('\n')
  } finally {
    await handle.close()
  }
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return 0
    throw error
  }
}

import { open } from 'node:fs/promises'

/** What was made, renamed or removed in the folder stays so through a power failure. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

import { createHash } from 'node:crypto'
import { createServer } from 'node:net'
import { hasCode } from './files.ts'

// Below the range from which systems take ports for outgoing connections: no such connection can be sitting on ours
// when a killed server is started again on its port.
const FIRST = 20_000
const COUNT = 12_000

/** Free ports of the loopback interface, beginning with one that belongs to the folder, so that it rarely changes. */
export async function* freePorts(folder: string): AsyncGenerator<number> {
  const own = createHash('sha256').update(folder).digest().readUInt32BE(0) % COUNT
  for (let step = 0; step < COUNT; step++) {
    const port = FIRST + ((own + step) % COUNT)
    if (await isFree(port)) yield port
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer()
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen({ host: '127.0.0.1', port, exclusive: true }, resolve)
    })
  } catch (error) {
    if (hasCode(error, 'EADDRINUSE', 'EACCES')) return false
    throw error
  }
  await new Promise((resolve) => server.close(resolve))
  return true
}

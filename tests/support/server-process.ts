import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'

const SRC = join(import.meta.dirname, '../../src')

/** The shipped entry points, as their npm scripts start them. */
export const ENTRIES = {
  all: join(SRC, 'server/main.ts'),
  web: join(SRC, 'server/web-main.ts'),
  worker: join(SRC, 'server/worker-main.ts'),
  matcher: join(SRC, 'matcher/main.ts'),
} as const

export type ServerProcess = {
  readonly child: ChildProcess
  /** All that it has said so far, on both streams. */
  output(): string
  readonly exit: Promise<number | null>
  /** Resolves once it has said so; rejects where it ends without. */
  saying(text: string): Promise<void>
  /** SIGTERM, until it has ended; its exit code. */
  stop(): Promise<number | null>
}

/** A process of its own, with these settings and none of the machine's. */
export function startServerProcess(
  entry: keyof typeof ENTRIES,
  settings: Readonly<Record<string, string>>,
): ServerProcess {
  const env = { PATH: process.env.PATH ?? '', ...settings }
  const child = spawn(process.execPath, [ENTRIES[entry]], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  const listeners = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      for (const look of listeners) look()
    })
  }
  const exit = once(child, 'exit').then(([code]) => code as number | null)
  return {
    child,
    output: () => output,
    exit,
    async saying(text) {
      const { promise, resolve } = Promise.withResolvers<void>()
      const look = () => output.includes(text) && resolve()
      listeners.add(look)
      look()
      const ended = exit.then((code) => {
        throw new Error(`ended with ${code}: ${output}`)
      })
      await Promise.race([promise, ended])
      listeners.delete(look)
    },
    stop() {
      child.kill('SIGTERM')
      return exit
    },
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

import { spawn } from 'node:child_process'
import { join } from 'node:path'

const WATCHED = ['server', 'domain', 'contract', 'matcher', 'emails', 'pdf'].map((folder) =>
  join(import.meta.dirname, '..', folder),
)

/** Pages reload by themselves; a change of the server's own code starts it anew. */
const child = spawn(
  process.execPath,
  [
    '--watch',
    ...WATCHED.flatMap((folder) => ['--watch-path', folder]),
    join(import.meta.dirname, 'dev-server.ts'),
  ],
  { stdio: 'inherit' },
)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
child.on('exit', (code) => process.exit(code ?? 1))

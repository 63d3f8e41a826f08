import { spawn } from 'node:child_process'
import type { OsUser } from './database-user.ts'

export type Invocation = {
  readonly program: string
  readonly args: readonly string[]
  readonly user?: OsUser | undefined
}

export type Outcome = { readonly exitCode: number; readonly output: string }

/** Nothing of our own environment: secrets stay out of PostgreSQL, and no stray PGDATA or PGPORT gets in. */
const ENVIRONMENT = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }

/** Runs a program to its end. Rejects only if it could not be started, with the error of `spawn`. */
export function runProgram({ program, args, user }: Invocation): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...user,
      // Ours may be out of that user's reach.
      cwd: '/',
      env: ENVIRONMENT,
      stdio: ['ignore', 'pipe', 'pipe'],
      // A session of its own: Ctrl-C is for us, and we then stop PostgreSQL in order.
      detached: true,
      windowsHide: true,
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text
      })
    }
    child.once('error', reject)
    child.once('close', (exitCode) => resolve({ exitCode: exitCode ?? 1, output: output.trim() }))
  })
}

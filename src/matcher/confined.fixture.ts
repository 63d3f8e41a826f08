import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { Session } from 'node:inspector'
import { dirname, join } from 'node:path'
import { Worker } from 'node:worker_threads'

/** Tries what the matcher's process may and may not do, and prints what came of it. Run by `confinedCommand`. */
const [keyFile = '', outside = ''] = process.argv.slice(2)

const attempts: Readonly<Record<string, () => unknown>> = {
  'read its keys': () => readFileSync(keyFile),
  'write beside its keys': () => writeFileSync(join(dirname(keyFile), 'written'), ''),
  'read its code': () => readFileSync(import.meta.filename),
  'write its code': () => writeFileSync(import.meta.filename, ''),
  'read what is not its own': () => readFileSync(outside),
  'write what is not its own': () => writeFileSync(outside, ''),
  'start a program': () => execFileSync('/bin/true'),
  'start a thread': () => new Worker('', { eval: true }),
  'open an inspector': () => new Session().connect(),
}

process.stdout.write(
  JSON.stringify(
    Object.fromEntries(Object.entries(attempts).map(([what, attempt]) => [what, resultOf(attempt)])),
  ),
)

function resultOf(attempt: () => unknown): string {
  try {
    attempt()
    return 'allowed'
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'failed'
  }
}

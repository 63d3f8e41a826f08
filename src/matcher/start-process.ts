import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { confinedCommand } from './confined-command.ts'
import { MatcherStartError } from './matcher-error.ts'
import { type MatcherMessage, type MatcherSettings, matcherMessageSchema, PASSWORD_SET } from './settings.ts'

const ENTRY = join(import.meta.dirname, 'matcher-process.ts')
const START_TIMEOUT_MS = 30_000
const STOP_TIMEOUT_MS = 10_000

export type StartOptions = {
  readonly settings: MatcherSettings
  /** Gives the matcher's role the password with this verifier, as the database's owner. */
  readonly setPassword: (verifier: string) => Promise<void>
}

export type MatcherProcess = {
  readonly pid: number
  readonly ended: Promise<void>
  /** Lets it answer the calls at work, and kills it if it takes too long. */
  stop(): Promise<void>
}

type Child = ChildProcessByStdio<Writable, Readable, null>

/** Resolves when it takes calls. Rejects with `MatcherStartError`; nothing is left running then. */
export async function startProcess({ settings, setPassword }: StartOptions): Promise<MatcherProcess> {
  const { keyFolder, socketPath } = settings
  for (const folder of [keyFolder, ...(socketPath === undefined ? [] : [dirname(socketPath)])])
    await mkdir(folder, { recursive: true, mode: 0o700 })
  const { program, args } = confinedCommand(ENTRY, settings)
  // Standard input stays open for as long as we live: its end tells the process that we are gone, however we went.
  const child: Child = spawn(program, [...args], { env: {}, stdio: ['pipe', 'pipe', 'inherit'] })
  // A process that is gone already does not read; its end is told by its own event.
  child.stdin.on('error', () => {})
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  const stop = () => stopChild(child, ended)
  try {
    say(child, settings)
    await ready(child, setPassword)
  } catch (error) {
    child.kill('SIGKILL')
    await ended
    throw error
  }
  if (child.pid === undefined) throw new MatcherStartError('The matcher has no process.')
  return { pid: child.pid, ended, stop }
}

async function ready(child: Child, setPassword: StartOptions['setPassword']): Promise<void> {
  const timer = setTimeout(() => child.kill('SIGKILL'), START_TIMEOUT_MS)
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const message = messageOf(line)
      if (message.kind === 'failed') throw new MatcherStartError(message.reason)
      if (message.kind === 'ready') return
      timer.refresh()
      if (message.kind === 'preparing') continue
      await setPassword(message.verifier)
      say(child, PASSWORD_SET)
    }
  } finally {
    clearTimeout(timer)
  }
  throw new MatcherStartError('The matcher stopped while it was starting.')
}

function messageOf(line: string): MatcherMessage {
  return matcherMessageSchema.parse(JSON.parse(line))
}

function say(child: Child, message: unknown): void {
  child.stdin.write(`${JSON.stringify(message)}\n`)
}

async function stopChild(child: Child, ended: Promise<void>): Promise<void> {
  child.stdin.end()
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS)
  await ended
  clearTimeout(timer)
}

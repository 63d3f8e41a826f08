import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** Runs `launch.fixture.ts` in a process of its own until it prints a line that begins so; resolves to that line. */
export async function launchUntil(
  folder: string,
  begin: string,
): Promise<{ line: string; killHard(): Promise<void> }> {
  const script = fileURLToPath(new URL('launch.fixture.ts', import.meta.url))
  const child = spawn(process.execPath, [script, folder], { stdio: ['pipe', 'pipe', 'inherit'] })
  for await (const line of createInterface(child.stdout)) {
    if (line.startsWith(begin)) return { line, killHard: () => killHard(child) }
  }
  throw new Error(`the launching process ended without saying: ${begin}`)
}

async function killHard(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

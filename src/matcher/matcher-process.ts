import { createInterface } from 'node:readline'
import type { ServedMatcher } from './answer-calls.ts'
import { databaseClock } from './clock.ts'
import { uniformDraw } from './draw.ts'
import { MatcherStartError } from './matcher-error.ts'
import { type MatcherLog, openMatcherLog } from './matcher-log.ts'
import { type KeyKeepingMatcher, openMatcher } from './open-matcher.ts'
import { serveMatcher } from './serve-matcher.ts'
import { serveOverTls } from './serve-over-tls.ts'
import { type MatcherMessage, type MatcherSettings, matcherSettingsSchema } from './settings.ts'
import { signIn } from './sign-in.ts'

/*
 * The process that opens sealed numbers. It is started by `startProcess`, confined, told its settings over standard
 * input, and ends with it: so it never outlives whoever started it.
 */

/** Less than what a caller waits. */
const CALL_TIMEOUT_MS = 15_000
/** Costs one reading of the clock. */
const KEY_LOOK_MS = 60_000

const input = createInterface({ input: process.stdin })[Symbol.asyncIterator]()

// Ctrl-C reaches every process of the terminal: whoever started us stops us when all calls are over.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => {})

async function run(): Promise<void> {
  const settings = await readSettings()
  const log = openMatcherLog(settings.logLevel)
  // A stack would do no harm, but Node prints with it what else an error carries, such as a database's row.
  process.on('uncaughtException', (error) => {
    log.error({ cause: error.name }, 'the matcher failed')
    process.exit(1)
  })
  const { matcher, served } = await start(settings, log)
  say({ kind: 'ready' })
  // Where no call comes that would show the new day.
  const looking = setInterval(() => void matcher.keepKeys(), KEY_LOOK_MS)
  while (!(await input.next()).done);
  clearInterval(looking)
  await Promise.all(served.map((each) => each.close()))
  await matcher.close()
}

async function start(
  settings: MatcherSettings,
  log: MatcherLog,
): Promise<{ readonly matcher: KeyKeepingMatcher; readonly served: readonly ServedMatcher[] }> {
  const { keyFolder, socketPath, tls } = settings
  const databaseUrl = await signIn(settings, async (verifier) => {
    say({ kind: 'password-needed', verifier })
    await nextLine()
  })
  const matcher = await openMatcher({
    databaseUrl,
    keyFolder,
    ...(settings.kms && { kms: settings.kms }),
    clock: databaseClock,
    draw: uniformDraw,
    timeoutMs: CALL_TIMEOUT_MS,
    onProgress: () => say({ kind: 'preparing' }),
    log,
  })
  const served: ServedMatcher[] = []
  if (socketPath !== undefined) served.push(await serveMatcher(matcher, { socketPath, log }))
  if (tls !== undefined) served.push(await serveOverTls(matcher, tls, log))
  return { matcher, served }
}

async function readSettings(): Promise<MatcherSettings> {
  return matcherSettingsSchema.parse(JSON.parse(await nextLine()))
}

async function nextLine(): Promise<string> {
  const line = await input.next()
  if (line.done) process.exit(0)
  return line.value
}

function say(message: MatcherMessage): void {
  process.stdout.write(`${JSON.stringify(message)}\n`)
}

try {
  await run()
} catch (error) {
  say({ kind: 'failed', reason: reasonOf(error) })
  process.exitCode = 1
}
process.stdin.destroy()

function reasonOf(error: unknown): string {
  if (error instanceof MatcherStartError) return error.message
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return `The matcher could not start: ${error instanceof Error ? error.name : 'unknown'} ${code}`.trim()
}

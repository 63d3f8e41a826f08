import { type ChildProcess, spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'

/** What came of a part of the test command. */
export type Counts = { readonly passed: number; readonly failed: number }

const ROOT = join(import.meta.dirname, '../..')

/** A part that could not run at all. */
export function fails(error: unknown): Counts {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error)
  return { passed: 0, failed: 1 }
}

/** A program of the package that passes or fails as one. */
export async function program(name: string, args: readonly string[]): Promise<Counts> {
  const code = await ended(start(name, args, 'inherit'))
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

const reportSchema = z.object({
  numPassedTests: z.number(),
  numTotalTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
})

/** The tests that vitest finds, each counted; `report` is a file for it to write. */
export async function vitest(args: readonly string[], report: string): Promise<Counts> {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const code = await ended(start('vitest', ['run', ...reporters, ...args], 'inherit'))
  const { numPassedTests, numTotalTests, testResults } = reportSchema.parse(
    JSON.parse(await readFile(report, 'utf8')),
  )
  // A file that cannot be loaded has no tests to fail; a test that did not run has not passed.
  const unloaded = testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  )
  const failed = numTotalTests - numPassedTests + unloaded.length
  return { passed: numPassedTests, failed: code !== 0 && failed === 0 ? 1 : failed }
}

const casesSchema = z.object({ cases: z.array(z.object({ name: z.string() })) })

/** The cases of a file, each played through the real server and counted. */
export async function conformance(file: string): Promise<Counts> {
  const { cases } = casesSchema.parse(JSON.parse(await readFile(file, 'utf8')))
  const child = start('node', ['tests/conformance/main.ts', file], 'pipe')
  const [played, complaints, code] = await Promise.all([
    lines(child.stdout),
    lines(child.stderr),
    ended(child),
  ])
  for (const line of complaints) console.error(line)
  const passed = cases.filter(
    ({ name }) =>
      played.some((line) => nameOf(line) === name) &&
      !complaints.some((line) => line.startsWith(`${name}: `)),
  ).length
  const failed = cases.length - passed
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed }
}

function nameOf(line: string): unknown {
  const parsed = z.looseObject({ name: z.string() }).safeParse(JSON.parse(line))
  return parsed.data?.name
}

function start(name: string, args: readonly string[], output: 'inherit' | 'pipe'): ChildProcess {
  // The Node that runs this file runs them all: `node_modules/.bin` may hold a newer one than the machine's.
  const bin = join(ROOT, 'node_modules/.bin')
  const command = name === 'node' ? process.execPath : join(bin, name)
  return spawn(command, args, {
    cwd: ROOT,
    env: { ...process.env, PATH: `${bin}:${process.env.PATH}` },
    stdio: ['ignore', output, output],
  })
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
}

async function lines(stream: NodeJS.ReadableStream | null): Promise<string[]> {
  const found: string[] = []
  if (stream === null) return found
  for await (const line of createInterface({ input: stream })) found.push(line)
  return found
}

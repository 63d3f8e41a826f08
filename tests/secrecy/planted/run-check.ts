import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { runPairsInParallel } from '../pairs-in-parallel.ts'
import type { Check } from './plant.ts'

/** `broken`: the check could not be run to its end, which is no catch. */
export type Outcome =
  | { readonly kind: 'green' }
  | { readonly kind: 'caught'; readonly by: string }
  | { readonly kind: 'broken'; readonly words: string }

const SEED = 7
/** Only to end what never ends: on a busy machine a test is slow, which catches nothing. */
const LIMIT_MS = 400_000

/** A copy of the tree, and the database server for its pairs: one of its own where its migrations are planted in. */
export type Place = { readonly folder: string; readonly clusterUrl: string | null }

/** Runs a check in a copy of the tree. */
export function runCheck(place: Place, check: Check): Promise<Outcome> {
  return 'pairs' in check
    ? runPairs(place, check)
    : runTests(place.folder, [check.test], check.titled === undefined ? [] : [check.titled])
}

async function runPairs(
  { folder, clusterUrl }: Place,
  { pairs, kind }: Extract<Check, { pairs: number }>,
): Promise<Outcome> {
  let outcome: Outcome = { kind: 'green' }
  const run = { seed: SEED, from: 0, until: pairs, untilFirst: true, kind, processes: 1 }
  const played = await runPairsInParallel({ ...run, tree: folder, clusterUrl }, (done, { played }) => {
    if (done.kind === 'failed' && outcome.kind === 'green') outcome = { kind: 'broken', words: done.words }
    if (done.kind !== 'done' || done.difference === null) return
    const [difference = ''] = done.difference.split('\n')
    outcome = { kind: 'caught', by: `pair ${played} (${done.words}): ${difference.slice(0, 120)}` }
  })
  return played.played === 0 && outcome.kind === 'green' ? { kind: 'broken', words: 'no pair' } : outcome
}

const reportSchema = z.object({
  numTotalTests: z.number(),
  testResults: z.array(
    z.object({ assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })) }),
  ),
})

/**
 * All tests of the files, or those with one of the titles. A failed test catches; a file that cannot be loaded, or in which
 * no test has a title, does not.
 */
export async function runTests(
  folder: string,
  files: readonly string[],
  titles: readonly string[],
): Promise<Outcome> {
  const report = join(folder, 'planted-report.json')
  const { code, output } = await run(folder, join(folder, 'node_modules/vitest/vitest.mjs'), [
    'run',
    ...files,
    ...(titles.length === 0 ? [] : ['--testNamePattern', titles.join('|')]),
    ...[`--testTimeout=${LIMIT_MS}`, `--hookTimeout=${LIMIT_MS}`],
    ...['--reporter=json', `--outputFile=${report}`],
  ])
  const parsed = reportSchema.safeParse(JSON.parse(await readFile(report, 'utf8').catch(() => 'null')))
  const results = parsed.data?.testResults.flatMap(({ assertionResults }) => assertionResults) ?? []
  const failed = results.find(({ status }) => status === 'failed')
  if (failed) return { kind: 'caught', by: `test “${failed.fullName}”` }
  const passed = results.some(({ status }) => status === 'passed')
  return code === 0 && passed ? { kind: 'green' } : { kind: 'broken', words: output.slice(-800) }
}

function run(folder: string, script: string, args: readonly string[]) {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: folder,
    env: { ...process.env, NODE_ENV: undefined },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const { promise, resolve, reject } = Promise.withResolvers<{ code: number | null; output: string }>()
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  }
  child.on('error', reject)
  child.on('close', (code) => resolve({ code, output }))
  return promise
}

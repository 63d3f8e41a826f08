import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildPages } from '../src/server/build-pages.ts'
import { type Counts, conformance, fails, program, vitest } from './run-all/parts.ts'

/**
 * The one test command: types, lint, the built pages, unit, property and database tests, the worked cases of the rules,
 * and the tests in a browser. Every part runs, whatever came of those before; one that dies counts as a failure. The
 * last line is `N passed, N failed`, and the exit code is 1 where anything failed.
 */
const ROOT = join(import.meta.dirname, '..')
const SIMULATION = 'tests/simulation/**'
const scratch = await mkdtemp(join(tmpdir(), 'backchannel-run-all-'))

const vectors = (await readdir(join(ROOT, 'tests/rule-vectors'))).filter((name) => name.endsWith('.json'))
const parts: readonly (readonly [name: string, run: () => Promise<Counts>])[] = [
  ['types of the pages', () => program('react-router', ['typegen'])],
  ['types', () => program('tsc', ['--noEmit'])],
  ['lint', () => program('biome', ['check', '.'])],
  ['build', build],
  ['unit, property and database tests', () => vitest(['--exclude', SIMULATION], join(scratch, 'unit.json'))],
  // By itself: what it plays again to the byte must not depend on what other tests do to the same PostgreSQL.
  ['simulation', () => vitest(['tests/simulation'], join(scratch, 'simulation.json'))],
  ...vectors.map(
    (name) => [`worked cases of ${name}`, () => conformance(join(ROOT, 'tests/rule-vectors', name))] as const,
  ),
  ['crash loop', () => program('node', ['tests/crash-loop/main.ts', '--rounds', '5'])],
  ['browser tests', () => vitest(['--config', 'tests/e2e/vitest.config.ts'], join(scratch, 'browser.json'))],
]

const results: { name: string; counts: Counts; seconds: number }[] = []
try {
  for (const [name, run] of parts) {
    console.log(`\n=== ${name}`)
    const began = performance.now()
    const counts = await run().catch(fails)
    results.push({ name, counts, seconds: (performance.now() - began) / 1000 })
  }
} finally {
  await rm(scratch, { recursive: true, force: true })
}

console.log('')
for (const { name, counts, seconds } of results) {
  console.log(`${name}: ${inWords(counts)} (${seconds.toFixed(0)} s)`)
}
const total = results.reduce<Counts>(
  (sum, { counts: { passed, failed } }) => ({ passed: sum.passed + passed, failed: sum.failed + failed }),
  { passed: 0, failed: 0 },
)
console.log(inWords(total))
process.exitCode = total.failed === 0 ? 0 : 1

async function build(): Promise<Counts> {
  await buildPages({ PATH: process.env.PATH ?? '' }, (line) => console.log(line))
  return { passed: 1, failed: 0 }
}

function inWords({ passed, failed }: Counts): string {
  return `${passed} passed, ${failed} failed`
}

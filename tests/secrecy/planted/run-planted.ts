import { buildPages } from '../../../src/server/build-pages.ts'
import { startTestCluster } from '../../support/cluster.ts'
import type { Check, Plant } from './plant.ts'
import { plants } from './plants.ts'
import { type Outcome, type Place, runCheck, runTests } from './run-check.ts'
import { copyTree, type TreeCopy } from './tree-copy.ts'

/** Pairs of each kind that have to be green before anything is planted. */
const CLEAN_PAIRS = 10

export type PlantedRun = {
  /** Plants whose name has these words; all, without. */
  readonly only: string
  readonly copies: number
}

/**
 * Shows first that every check is green on the tree as it is, then plants one after another in copies of it. True where
 * all were caught.
 */
export async function runPlanted({ only, copies: count }: PlantedRun): Promise<boolean> {
  const chosen = plants.filter(({ name }) => name.includes(only))
  // Once, here: each copy has the pages already.
  await buildPages({ PATH: process.env.PATH ?? '' }, (line) => console.log(line))
  const copies = await Promise.all(Array.from({ length: count }, copyTree))
  const cluster = await startTestCluster()
  try {
    const { ownerUrl } = cluster
    const clean = await onEach(copies, cleanChecks(chosen), ({ folder }, check) =>
      isGreen({ folder, clusterUrl: ownerUrl }, check),
    )
    if (!clean.every(Boolean)) return false
    const caught = (await onEach(copies, chosen, (copy, plant) => isCaught(copy, ownerUrl, plant))).filter(
      Boolean,
    ).length
    console.log(`${caught} of ${chosen.length} caught`)
    return caught === chosen.length
  } finally {
    await cluster.stop()
    for (const copy of copies) await copy.remove()
  }
}

/** Each copy takes the next task when it is done with one. */
async function onEach<T, R>(
  copies: readonly TreeCopy[],
  tasks: readonly T[],
  work: (copy: TreeCopy, task: T) => Promise<R>,
): Promise<R[]> {
  const waiting = [...tasks]
  const results: R[] = []
  await Promise.all(
    copies.map(async (copy) => {
      for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) {
        results.push(await work(copy, task))
      }
    }),
  )
  return results
}

type CleanCheck = { readonly words: string; run(place: Place): Promise<Outcome> }

/** All that the chosen are caught by: whole files of tests, tests by their titles, pairs of each kind. */
function cleanChecks(chosen: readonly Plant[]): CleanCheck[] {
  const checks = chosen.flatMap(({ caughtBy }) => caughtBy)
  const tests = checks.flatMap((check) => ('test' in check ? [check] : []))
  const whole = [...new Set(tests.filter(({ titled }) => titled === undefined).map(({ test }) => test))]
  const titled = tests.filter((check) => check.titled !== undefined && !whole.includes(check.test))
  const titles = [...new Set(titled.flatMap((check) => check.titled ?? []))]
  const files = [...new Set(titled.map(({ test }) => test))]
  const kinds = [...new Set(checks.flatMap((check) => ('pairs' in check ? [check.kind] : [])))]
  const groups = [
    { words: `${titles.length} tests by their titles`, files, titles },
    { words: `${whole.length} files of tests`, files: whole, titles: [] },
  ].filter(({ files }) => files.length > 0)
  return [
    ...groups.map(({ words, files, titles }) => ({
      words,
      run: ({ folder }: Place) => runTests(folder, files, titles),
    })),
    ...kinds.map((kind) => ({
      words: `${CLEAN_PAIRS} pairs of kind ${kind}`,
      run: (place: Place) => runCheck(place, { pairs: CLEAN_PAIRS, kind }),
    })),
  ]
}

async function isGreen(place: Place, { words, run }: CleanCheck): Promise<boolean> {
  const outcome = await run(place)
  console.log(`With nothing planted, ${words}: ${outcome.kind === 'green' ? 'green' : inWords(outcome)}`)
  return outcome.kind === 'green'
}

async function isCaught(copy: TreeCopy, clusterUrl: string, plant: Plant): Promise<boolean> {
  const isInMigrations = plant.edits.some(({ file }) => file.startsWith('migrations/'))
  const place = { folder: copy.folder, clusterUrl: isInMigrations ? null : clusterUrl }
  const began = performance.now()
  const outcome = await copy
    .withEdits(plant.edits, () => firstCatch(place, plant.caughtBy))
    .catch((error: unknown): Outcome => ({ kind: 'broken', words: String(error) }))
  const seconds = Math.round((performance.now() - began) / 1000)
  console.log(`${plant.row}: ${plant.name}\n  ${inWords(outcome)} (${seconds} s)`)
  return outcome.kind === 'caught'
}

async function firstCatch(place: Place, checks: readonly Check[]): Promise<Outcome> {
  let last: Outcome = { kind: 'green' }
  for (const check of checks) {
    last = await runCheck(place, check)
    if (last.kind !== 'green') return last
  }
  return last
}

function inWords(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'green':
      return 'NOT CAUGHT'
    case 'caught':
      return `caught by ${outcome.by}`
    case 'broken':
      return `COULD NOT BE CHECKED: ${outcome.words}`
  }
}

import { buildPages } from '../../../src/server/build-pages.ts'
import type { Check, Plant } from './plant.ts'
import { plants } from './plants.ts'
import { type Outcome, runCheck, runTests } from './run-check.ts'
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
  const [first] = copies
  try {
    if (!first || !(await isCleanGreen(first, chosen))) return false
    const waiting = [...chosen]
    let caught = 0
    await Promise.all(
      copies.map(async (copy) => {
        for (let plant = waiting.shift(); plant; plant = waiting.shift()) {
          if (await isCaught(copy, plant)) caught += 1
        }
      }),
    )
    console.log(`${caught} of ${chosen.length} caught`)
    return caught === chosen.length
  } finally {
    for (const copy of copies) await copy.remove()
  }
}

async function isCleanGreen({ folder }: TreeCopy, chosen: readonly Plant[]): Promise<boolean> {
  const checks = chosen.flatMap(({ caughtBy }) => caughtBy)
  const files = new Set(checks.flatMap((check) => ('test' in check ? [check.test] : [])))
  const kinds = new Set(checks.flatMap((check) => ('pairs' in check ? [check.kind] : [])))
  const outcomes: Outcome[] = []
  if (files.size > 0) outcomes.push(await runTests(folder, [...files]))
  for (const kind of kinds) outcomes.push(await runCheck(folder, { pairs: CLEAN_PAIRS, kind }))
  for (const outcome of outcomes) {
    if (outcome.kind !== 'green') console.log(`With nothing planted: ${inWords(outcome)}`)
  }
  const isGreen = outcomes.every(({ kind }) => kind === 'green')
  if (isGreen)
    console.log(
      `With nothing planted all is green: ${files.size} files of tests, ${kinds.size} kinds of pairs`,
    )
  return isGreen
}

async function isCaught(copy: TreeCopy, plant: Plant): Promise<boolean> {
  const began = performance.now()
  const outcome = await copy.withEdits(plant.edits, () => firstCatch(copy, plant.caughtBy))
  const seconds = Math.round((performance.now() - began) / 1000)
  console.log(`${plant.row}: ${plant.name}\n  ${inWords(outcome)} (${seconds} s)`)
  return outcome.kind === 'caught'
}

async function firstCatch({ folder }: TreeCopy, checks: readonly Check[]): Promise<Outcome> {
  let last: Outcome = { kind: 'green' }
  for (const check of checks) {
    last = await runCheck(folder, check)
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

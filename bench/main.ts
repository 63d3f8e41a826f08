import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { benchCost } from './cost/bench-cost.ts'
import { benchEntry } from './entry/bench-entry.ts'
import type { Section } from './support/report.ts'

const PARTS = {
  entry: (quick: boolean) =>
    benchEntry(
      quick ? { rounds: 2, entries: 200, floorSeconds: 2 } : { rounds: 5, entries: 1_000, floorSeconds: 4 },
    ),
  cost: (quick: boolean) =>
    benchCost(quick ? { entries: 100, comparisons: 100 } : { entries: 500, comparisons: 2_000 }),
} as const

const names = process.argv.slice(2).filter((name) => !name.startsWith('--'))
const quick = process.argv.includes('--quick')
for (const name of names) {
  if (!Object.hasOwn(PARTS, name)) throw new Error(`no part ${name}: ${Object.keys(PARTS).join(', ')}`)
}
const sections: Section[] = []
for (const [name, run] of Object.entries(PARTS)) {
  if (names.length > 0 && !names.includes(name)) continue
  const section = await run(quick)
  console.log(`\n## ${section.title}\n\n${section.lines.join('\n')}`)
  sections.push(section)
}
if (names.length === 0) {
  const text = sections.map(({ title, lines }) => `## ${title}\n\n${lines.join('\n')}\n`).join('\n')
  await writeFile(join(import.meta.dirname, 'RESULTS.md'), `# Results\n\n${text}`)
}

import { readFile, writeFile } from 'node:fs/promises'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { benchCost } from './cost/bench-cost.ts'
import { benchDue } from './due/bench-due.ts'
import { benchEntry } from './entry/bench-entry.ts'
import { benchLive } from './live/bench-live.ts'
import { benchLoad } from './load/bench-load.ts'
import { benchPages } from './pages/bench-pages.ts'
import { openInstallation } from './support/installation.ts'
import { machineInWords, type Section } from './support/report.ts'
import { benchTiming } from './timing/bench-timing.ts'

const quick = process.argv.includes('--quick')
const names = process.argv.slice(2).filter((name) => /^[a-z]/.test(name))

const PARTS = {
  entry: () =>
    benchEntry(
      quick
        ? { warmUp: 300, rounds: 2, entries: 200, floorSeconds: 2 }
        : { warmUp: 3_000, rounds: 5, entries: 1_000, floorSeconds: 4 },
    ),
  cost: () => benchCost(quick ? { entries: 100, comparisons: 100 } : { entries: 500, comparisons: 2_000 }),
  live: () =>
    benchLive({ few: 1_000, many: optionOf('live', quick ? 5_000 : 1_000_000), rounds: quick ? 5 : 25 }),
  due: () => benchDue({ sessions: optionOf('sessions', quick ? 200 : 2_000) }),
  load: () => benchLoad({ minutes: optionOf('minutes', quick ? 0.1 : 1), perSecond: 200 }),
  timing: () => benchTiming({ rounds: quick ? 40 : 400 }),
  pages: () => benchPages(quick ? { paints: 3, requests: 20 } : { paints: 11, requests: 100 }),
} as const

/** How much else the machine has to do: over one minute and over fifteen. */
function loadInWords(): string {
  const [one = 0, , fifteen = 0] = loadavg()
  return `${one.toFixed(1)} (${fifteen.toFixed(1)} over 15 minutes)`
}

/** `--minutes 5`, say. */
function optionOf(name: string, otherwise: number): number {
  const at = process.argv.indexOf(`--${name}`)
  return at === -1 ? otherwise : Number(process.argv[at + 1])
}

for (const name of names) {
  if (!Object.hasOwn(PARTS, name)) throw new Error(`no part ${name}: ${Object.keys(PARTS).join(', ')}`)
}
const sections: Section[] = []
const busyBefore = loadInWords()
for (const [name, run] of Object.entries(PARTS)) {
  if (names.length > 0 && !names.includes(name)) continue
  const section = await run().catch((error: unknown): Section => {
    process.exitCode = 1
    console.error(error)
    return { title: `${name}: failed`, lines: ['This part could not be measured in this run.'] }
  })
  console.log(`\n## ${section.title}\n\n${section.lines.join('\n')}`)
  sections.push(section)
}
if (names.length === 0) {
  const installation = await openInstallation()
  const machine = await machineInWords(installation.ownerUrl)
  await installation.close()
  const text = sections.map(({ title, lines }) => `## ${title}\n\n${lines.join('\n')}\n`).join('\n')
  const history = await readFile(join(import.meta.dirname, 'before-and-after.md'), 'utf8')
  const length = quick ? 'all in one run of its short form (`--quick`)' : 'all in one run'
  const busy = `Load average of the machine: ${busyBefore} before, ${loadInWords()} after.`
  const head = `# Results\n\nWritten by \`npm run bench\`, ${length}. ${machine} ${busy}\n`
  await writeFile(join(import.meta.dirname, 'RESULTS.md'), `${head}\n${text}\n${history}`)
}

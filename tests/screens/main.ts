import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { startVitest } from 'vitest/node'

/**
 * Pictures of every page and state: the tests in a browser, played on the real server, which look at each page that
 * they come by with a camera instead of axe. Into `screens/`, four files a state.
 */
const root = join(import.meta.dirname, '../..')
const folder = join(root, 'screens')
await rm(folder, { recursive: true, force: true })
await mkdir(folder)

const vitest = await startVitest('test', process.argv.slice(2), {
  config: join(root, 'tests/e2e/vitest.config.ts'),
  run: true,
  watch: false,
  // A picture takes longer than a check.
  testTimeout: 600_000,
  provide: { picturesFolder: folder },
})
await vitest.close()
console.log(`${(await readdir(folder)).length} pictures in screens/`)

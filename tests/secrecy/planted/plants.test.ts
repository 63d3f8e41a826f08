import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROWS } from './plant.ts'
import { plants } from './plants.ts'

const ROOT = join(import.meta.dirname, '../../..')

test('there are at least thirty plants, of different names, and one at least for each row', () => {
  expect(plants.length).toBeGreaterThanOrEqual(30)
  expect(new Set(plants.map(({ name }) => name)).size).toBe(plants.length)
  expect(ROWS.filter((row) => !plants.some((plant) => plant.row === row))).toEqual([])
})

test.each(plants.map((plant) => [plant.name, plant] as const))(
  'can still be planted: %s',
  async (_name, plant) => {
    for (const { file, find, replace } of plant.edits) {
      const text = await readFile(join(ROOT, file), 'utf8')
      expect(text.split(find), `${file} once has what is replaced`).toHaveLength(2)
      expect(replace).not.toBe(find)
    }
    for (const check of plant.caughtBy) {
      if ('test' in check) expect(existsSync(join(ROOT, check.test)), check.test).toBe(true)
    }
  },
)

import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import type { Edit } from './plant.ts'

const ROOT = join(import.meta.dirname, '../../..')
/** What no check needs, or what it makes for itself. */
const LEFT_OUT = /^(node_modules|\.git|\.backchannel|\.cache|screens|test-results|playwright-report)(\/|$)/

/** A copy of this tree, outside of it, that can be broken. */
export type TreeCopy = {
  readonly folder: string
  /** Makes the edits for as long as `work` runs. Throws where one has no place. */
  withEdits<T>(edits: readonly Edit[], work: () => Promise<T>): Promise<T>
  remove(): Promise<void>
}

export async function copyTree(): Promise<TreeCopy> {
  const folder = await mkdtemp(join(tmpdir(), 'backchannel-planted-'))
  await cp(ROOT, folder, { recursive: true, filter: (path) => !LEFT_OUT.test(relative(ROOT, path)) })
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  const build = join(folder, 'build')
  const kept = join(folder, 'build-of-the-clean-tree')
  await cp(build, kept, { recursive: true })
  const stampOf = (of: string) => readFile(join(of, 'stamp'), 'utf8').catch(() => '')
  return {
    folder,
    async withEdits(edits, work) {
      const before = new Map<string, string>()
      try {
        for (const { file, find, replace } of edits) {
          const path = join(folder, file)
          const text = await readFile(path, 'utf8')
          if (!before.has(path)) before.set(path, text)
          if (text.split(find).length !== 2)
            throw new Error(`${file} does not have once what is to be replaced`)
          await writeFile(path, text.split(find).join(replace))
        }
        return await work()
      } finally {
        for (const [path, text] of before) await writeFile(path, text)
        // Where a plant changed the pages, they need not be built again without it.
        if ((await stampOf(build)) !== (await stampOf(kept))) {
          await rm(build, { recursive: true, force: true })
          await cp(kept, build, { recursive: true })
        }
      }
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

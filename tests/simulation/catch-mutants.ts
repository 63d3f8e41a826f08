import { spawn } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Mutant } from './mutants.ts'

const ROOT = join(import.meta.dirname, '../..')

/** What found a planted fault and after how many matters; null where nothing did. */
export type Caught = { readonly mutant: Mutant; readonly by: string; readonly matters: number } | null

/**
 * Plants each fault in a copy of the tree, one after the other, and simulates matters there until one fails. The database
 * server is shared; the copy is gone at the end.
 */
export async function catchMutants(
  clusterUrl: string,
  mutants: readonly Mutant[],
  most: number,
  tell: (mutant: Mutant, caught: Caught) => void,
): Promise<void> {
  const copy = await mkdtemp(join(tmpdir(), 'backchannel-mutants-'))
  try {
    for (const part of ['src', 'tests', 'migrations', 'package.json']) {
      await cp(join(ROOT, part), join(copy, part), { recursive: true })
    }
    await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'))
    for (const mutant of mutants) {
      const path = join(copy, mutant.file)
      const text = await readFile(path, 'utf8')
      if (text.split(mutant.from).length !== 2) throw new Error(`${mutant.file} has not once: ${mutant.from}`)
      await writeFile(
        path,
        text.replace(mutant.from, () => mutant.to),
      )
      tell(mutant, await simulateIn(copy, clusterUrl, mutant, most))
      await writeFile(path, text)
    }
  } finally {
    await rm(copy, { recursive: true, force: true })
  }
}

function simulateIn(copy: string, clusterUrl: string, mutant: Mutant, most: number): Promise<Caught> {
  const args = ['--sessions', String(most), '--seed', 'mutants', '--stop', '--cluster', clusterUrl]
  const child = spawn(process.execPath, ['tests/simulation/main.ts', ...args], {
    cwd: copy,
    // What is compiled stays so for the next: all but one file is the same.
    env: { ...process.env, NODE_COMPILE_CACHE: join(copy, '.compiled') },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8')
    stream.on('data', (chunk: string) => {
      said += chunk
    })
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', () => {
      const by = /^FAILED: (.*)$/m.exec(said)?.[1]
      const matters = Number(/^(\d+) simulated/m.exec(said)?.[1] ?? 0)
      resolve(by === undefined ? null : { mutant, by, matters })
    })
  })
}

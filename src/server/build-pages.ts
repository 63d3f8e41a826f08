import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ServerBuild } from 'react-router'

const ROOT = join(import.meta.dirname, '../..')
const STAMP = join(ROOT, 'build/stamp')
const SERVER_BUILD = join(ROOT, 'build/server/index.js')

export const CLIENT_FOLDER = join(ROOT, 'build/client')

/** What the built pages are made of. */
const SOURCES = ['src/web', 'src/contract', 'src/domain', 'public']
const SOURCE_FILES = ['package-lock.json', 'vite.config.ts', 'react-router.config.ts']

/** Builds the pages unless they are built from these very sources. Throws with the build's output where it fails. */
export async function buildPages(
  environment: Readonly<Record<string, string>>,
  log: (line: string) => void,
): Promise<void> {
  const stamp = await sourceHash()
  if (existsSync(SERVER_BUILD) && existsSync(STAMP) && (await readFile(STAMP, 'utf8')) === stamp) return
  log('Building the pages (only after a change)')
  await runBuild(environment)
  await mkdir(join(ROOT, 'build'), { recursive: true })
  await writeFile(STAMP, stamp)
}

export async function loadBuiltPages(): Promise<ServerBuild> {
  return (await import(SERVER_BUILD)) as ServerBuild
}

async function sourceHash(): Promise<string> {
  const hash = createHash('sha256')
  for (const file of [...SOURCE_FILES, ...(await Promise.all(SOURCES.map(listFiles))).flat()]) {
    hash.update(`${file}\0`).update(await readFile(join(ROOT, file)))
  }
  return hash.digest('hex')
}

async function listFiles(folder: string): Promise<string[]> {
  if (!existsSync(join(ROOT, folder))) return []
  const entries = await readdir(join(ROOT, folder), { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && !/\.test\.tsx?(\.snap)?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1))
    .sort()
}

function runBuild(environment: Readonly<Record<string, string>>): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(ROOT, 'node_modules/@react-router/dev/bin.cjs'), 'build'], {
      cwd: ROOT,
      env: { ...environment, NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
    child.stderr.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve()
      else reject(new Error(`the pages could not be built:\n${output}`))
    })
  })
}

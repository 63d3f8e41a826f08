import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { ServerBuild } from 'react-router'
import { renderInProduction } from './config.ts'
import { claimFolder, type FolderClaim } from './db/embedded/index.ts'

const ROOT = join(import.meta.dirname, '../..')
const STAMP = join(ROOT, 'build/stamp')
const SERVER_BUILD = join(ROOT, 'build/server/index.js')

export const CLIENT_FOLDER = join(ROOT, 'build/client')

const CLAIM_PAUSE_MS = 100

/** What the built pages are made of. */
const SOURCES = ['src/web', 'src/contract', 'src/domain', 'public']
const SOURCE_FILES = ['package-lock.json', 'vite.config.ts', 'react-router.config.ts']

/** Builds the pages unless they are built from these very sources. Throws with the build's output where it fails. */
export async function buildPages(
  environment: Readonly<Record<string, string>>,
  log: (line: string) => void,
): Promise<void> {
  const claim = await claimBuild()
  try {
    const stamp = await sourceHash()
    if (existsSync(SERVER_BUILD) && existsSync(STAMP) && (await readFile(STAMP, 'utf8')) === stamp) return
    log('Building the pages (only after a change)')
    // Until it is done, what lies there is of no known sources.
    await rm(STAMP, { force: true })
    await runBuild(environment)
    await writeFile(STAMP, stamp)
  } finally {
    await claim.release()
  }
}

/** Two builds at once would write over each other: whoever comes second waits, and mostly finds it done. */
async function claimBuild(): Promise<FolderClaim> {
  for (;;) {
    const claim = await claimFolder(join(ROOT, 'build'))
    if (claim.ok) return claim.value
    await setTimeout(CLAIM_PAUSE_MS)
  }
}

/** The built pages, and with them React: its production build, whatever the environment says. */
export async function loadBuiltPages(): Promise<ServerBuild> {
  renderInProduction()
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

import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type LaunchOptions,
} from '@playwright/test'

const INSTALLED = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/** Never `chromium.args` of the package: they switch off what a fault would be seen by. */
const FLAGS = [
  // Root has no other way; the pages are our own.
  '--no-sandbox',
  '--font-render-hinting=none',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

/** A Chromium: the machine's own, or the one that npm brought. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch(await chromiumToLaunch())
}

/** The same with what it keeps in a folder, as people's own browsers do; the context is all there is of it. */
export async function launchWithProfile(
  folder: string,
  options: BrowserContextOptions,
): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, { ...(await chromiumToLaunch()), ...options })
}

async function chromiumToLaunch(): Promise<LaunchOptions> {
  const installed = findInstalled()
  if (installed !== null) return { executablePath: installed, args: FLAGS }
  const folder = await unpackChromium()
  return {
    executablePath: join(folder, 'chromium'),
    args: FLAGS,
    env: {
      ...definedOnly(process.env),
      // A bare Debian lacks some of its libraries, and fonts.
      LD_LIBRARY_PATH: join(folder, 'al2023/lib'),
      FONTCONFIG_PATH: folder,
    },
  }
}

function findInstalled(): string | null {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return (
    INSTALLED.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) =>
      existsSync(path),
    ) ?? null
  )
}

/**
 * Unpacks the Chromium of `@sparticuz/chromium` once a version and user. Into a folder of its own that is renamed when
 * complete: the package itself believes any half-written `/tmp/chromium`.
 */
export async function unpackChromium(): Promise<string> {
  const require = createRequire(import.meta.url)
  const entry = require.resolve('@sparticuz/chromium')
  const manifest = JSON.parse(await readFile(join(dirname(entry), '../package.json'), 'utf8')) as {
    version: string
  }
  const uid = process.getuid?.() ?? 0
  const folder = join(tmpdir(), `backchannel-chromium-${manifest.version}-${uid}`)
  if (existsSync(folder)) {
    // Anybody may make folders there; what another user put in ours is not run.
    if ((await stat(folder)).uid !== uid) throw new Error(`${folder} belongs to another user`)
    return folder
  }
  const draft = await mkdtemp(`${folder}-`)
  await inflateInto(draft, entry)
  await writeFile(join(draft, 'fonts.conf'), fontsConf(folder))
  try {
    await rename(draft, folder)
  } catch (error) {
    // Another process was first: its folder is as good.
    await rm(draft, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  }
  return folder
}

/** In a process of its own, since the package unpacks to the temporary folder of the process. */
function inflateInto(folder: string, entry: string): Promise<void> {
  const bin = join(dirname(entry), '../bin')
  const script = `
    const { default: chromium, inflate } = await import(${JSON.stringify(entry)})
    await inflate(${JSON.stringify(join(bin, 'al2023.tar.br'))})
    await chromium.executablePath()`
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      env: { ...process.env, TMPDIR: folder },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve()
      else reject(new Error(`Chromium could not be unpacked: exit code ${code}`))
    })
  })
}

function fontsConf(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(folder, 'fonts')}</dir>
  <cachedir>${join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`
}

function definedOnly(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}

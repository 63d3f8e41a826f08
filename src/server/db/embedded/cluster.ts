import type { Binaries } from './install-binaries.ts'
import type { Layout } from './layout.ts'
import type { RunPostgresProgram } from './run-as.ts'
import type { Settings } from './server-arguments.ts'

/** A folder with binaries and data, ready to be started: all that stays the same from one start to the next. */
export type Cluster = {
  readonly layout: Layout
  readonly binaries: Binaries
  readonly run: RunPostgresProgram
  readonly ownerPassword: string
  readonly settings: Settings
  readonly log: (line: string) => void
}

/** A running server of a cluster. */
export type Server = { readonly pid: number; readonly port: number }

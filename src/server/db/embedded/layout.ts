import { join } from 'node:path'

/** Where everything lies in the folder of the embedded PostgreSQL. */
export type Layout = {
  readonly folder: string
  /** One folder a version of the binaries. */
  readonly postgres: string
  /** The only part that belongs to the user PostgreSQL runs as, when that is not ourselves. */
  readonly data: string
  readonly serverLog: string
  readonly ownerPassword: string
}

/** Unfinished work of a start carries this in its name, so that the next start can sweep what a kill left behind. */
export const UNFINISHED = '.new.'

export function layoutOf(folder: string): Layout {
  const data = join(folder, 'data')
  return {
    folder,
    postgres: join(folder, 'postgres'),
    data,
    serverLog: join(data, 'server.log'),
    ownerPassword: join(folder, 'owner-password'),
  }
}

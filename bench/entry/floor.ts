import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { type Floor, findPgbench, runPgbench } from '../support/pgbench.ts'
import { FLOOR_FIRST } from './stage.ts'

/** What an entry does in the database: the web server's part, the matcher's, or one after the other. */
export type FloorKind = 'web' | 'matcher' | 'both'

export type FloorRunner = {
  /** By what the statements are run. */
  readonly by: 'pgbench' | 'the pg driver'
  run(kind: FloorKind, seconds: number): Promise<Floor>
}

const FILES = { web: ['entry.sql'], matcher: ['matcher.sql'], both: ['matcher.sql', 'entry.sql'] } as const

/** pgbench or, where it is not there, the same statements by Node's driver: slower, and not the floor that counts. */
export async function openFloor(
  ownerUrl: string,
  folder: string,
  matters: number,
  clients: number,
): Promise<FloorRunner> {
  const variables = { first: FLOOR_FIRST, last: FLOOR_FIRST + matters - 1 }
  const program = await findPgbench()
  const scripts = await mkdtemp(join(folder, 'floor-'))
  const textOf = async (kind: FloorKind) => {
    const texts = await Promise.all(
      FILES[kind].map((name) => readFile(join(import.meta.dirname, name), 'utf8')),
    )
    return texts.join('\n')
  }
  if (program === null) {
    return {
      by: 'the pg driver',
      run: async (kind, seconds) => runByDriver(ownerUrl, await textOf(kind), variables, clients, seconds),
    }
  }
  return {
    by: 'pgbench',
    async run(kind, seconds) {
      const script = join(scripts, `${kind}.sql`)
      await writeFile(script, await textOf(kind))
      return runPgbench(program, { ownerUrl, scripts: [script], clients, seconds, variables })
    },
  }
}

/** Understands what our scripts use of pgbench: `\set … random`, `\gset`, and variables. */
async function runByDriver(
  ownerUrl: string,
  script: string,
  variables: Readonly<Record<string, number>>,
  clients: number,
  seconds: number,
): Promise<Floor> {
  const statements = script.split('\n').filter((line) => line !== '' && !line.startsWith('--'))
  const end = performance.now() + seconds * 1_000
  let done = 0
  const work = async () => {
    const client = new pg.Client({ connectionString: ownerUrl })
    await client.connect()
    try {
      for (; performance.now() < end; done += 1) await runOnce(client, statements, { ...variables })
    } finally {
      await client.end()
    }
  }
  await Promise.all(Array.from({ length: clients }, work))
  const perSecond = done / seconds
  return { perSecond, latencyMs: (clients / perSecond) * 1_000 }
}

async function runOnce(
  client: pg.Client,
  statements: readonly string[],
  variables: Record<string, unknown>,
): Promise<void> {
  for (const [index, statement] of statements.entries()) {
    if (statement.startsWith('\\set')) {
      const { first, last } = variables as { first: number; last: number }
      variables.n = first + Math.floor(Math.random() * (last - first + 1))
      continue
    }
    const values: unknown[] = []
    const text = statement
      .replace(/(;|\\gset)$/, '')
      // pgbench takes `:n` for a number where it stands in arithmetic.
      .replace(/(?<!:):([a-z]\w*)/g, (_, name: string) => {
        values.push(variables[name])
        return name === 'n' ? `$${values.length}::int` : `$${values.length}`
      })
    const { rows } = await client.query({ name: `s${index}`, text, values })
    if (statement.endsWith('\\gset')) Object.assign(variables, rows[0])
  }
}

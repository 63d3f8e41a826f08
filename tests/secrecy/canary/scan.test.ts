import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { cloneDatabase } from '../../support/cluster.ts'
import { encodingsOf } from './encodings.ts'
import { scannerFor } from './scan.ts'

const CENTS = 731_826_495_137n
const CANARIES = [{ name: 'the number', cents: CENTS }]

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backchannel-canary-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('a number is found', () => {
  test.each(encodingsOf(CENTS).map((each) => [each.name, each.bytes] as const))('as %s', (name, bytes) => {
    const scanner = scannerFor(CANARIES)
    scanner.bytes('here', Buffer.concat([Buffer.alloc(1000, 7), bytes, Buffer.alloc(1000, 9)]))
    expect(scanner.findings.map(({ encoding }) => encoding)).toContain(name)
  })

  test('as the texts that people write', () => {
    for (const text of [
      '$7,318,264,951.37',
      '7318264951.37',
      '731826495137',
      '7.318.264.951,37',
      '7 318 264 951',
    ]) {
      const scanner = scannerFor(CANARIES)
      scanner.bytes('here', `before ${text} after`)
      expect(scanner.findings.length, text).toBeGreaterThan(0)
    }
  })

  test('in a file, across the pieces in which it is read', async () => {
    const scanner = scannerFor(CANARIES)
    const filling = Buffer.alloc(256 * 1024 - 5, 1)
    await writeFile(join(folder, 'file'), Buffer.concat([filling, Buffer.from('7,318,264,951.37')]))
    await scanner.folder('files', folder)
    expect(scanner.findings.length).toBeGreaterThan(0)
  })

  test('in the environment and the memory of a process', async () => {
    const script = `
      globalThis.kept = Buffer.alloc(8)
      kept.writeBigInt64LE(BigInt(process.env.OF_TEST) - 1n)
      console.log('ready')
      process.stdin.resume()`
    const child = spawn(process.execPath, ['--eval', script], {
      env: { OF_TEST: String(CENTS + 1n) },
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    const scanner = scannerFor([...CANARIES, { name: 'the one beside it', cents: CENTS + 1n }])
    await scanner.environment('environment', child.pid ?? 0)
    await scanner.memory('memory', child.pid ?? 0)
    child.stdin.end()
    const found = scanner.findings.map(({ place, canary }) => `${canary} in ${place}`)
    expect(found).toContain('the one beside it in environment')
    expect(found).toContain('the number in memory')
  })

  test('in the files of a database, in every type that could hold it', async () => {
    const database = await cloneDatabase(inject('clusterUrl'))
    const client = new pg.Client({ connectionString: database.ownerUrl })
    await client.connect()
    try {
      await client.query('create table public.leak (t text, i int8, f float8, n numeric)')
      await client.query('insert into public.leak values ($1, $2, $3, $4)', [
        '7,318,264,951.37',
        String(CENTS),
        Number(CENTS),
        String(CENTS),
      ])
      await client.query('checkpoint')
      const { rows } = await client.query<{ folder: string; file: string }>(
        `select current_setting('data_directory') as folder, pg_relation_filepath('public.leak') as file`,
      )
      const [row] = rows
      const scanner = scannerFor(CANARIES)
      await scanner.folder('database', join(row?.folder ?? '', row?.file ?? '', '..'))
      expect(scanner.findings.map(({ encoding }) => encoding)).toEqual(
        expect.arrayContaining([
          'text “#,###,###,###.##”',
          'int64, little end first',
          'float64, little end first',
          'numeric, as it is stored',
        ]),
      )
    } finally {
      await client.end()
      await database.drop()
    }
  })
})

test('a number beside it is not', () => {
  const scanner = scannerFor(CANARIES)
  for (const { bytes } of encodingsOf(CENTS + 100n)) scanner.bytes('here', bytes)
  expect(scanner.findings).toEqual([])
})

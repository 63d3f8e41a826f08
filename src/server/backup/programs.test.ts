import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

/** The programs as `npm run` starts them, on the embedded database, with the server running beside. */
let folder: string
let server: ChildProcess | null = null
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backchannel-programs-'))
})
afterAll(async () => {
  if (server?.exitCode === null) {
    server.kill('SIGTERM')
    await once(server, 'exit')
  }
  await rm(folder, { recursive: true, force: true })
})

function start(program: string, dataFolder: string, ...args: readonly string[]) {
  const env = {
    PATH: process.env.PATH ?? '',
    DATA_FOLDER: join(folder, dataFolder),
    LOG_LEVEL: 'error',
    PORT: '0',
  }
  const path = join(import.meta.dirname, '..', program)
  return spawn(process.execPath, [path, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
}

async function run(program: string, dataFolder: string, ...args: readonly string[]) {
  const child = start(program, dataFolder, ...args)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
  }
  const [code] = await once(child, 'close')
  return { code, said }
}

test('a backup is made while the server runs, is not put back under it, and fills another installation', async () => {
  const backup = join(folder, 'backup')
  server = start('main.ts', 'first')
  const { promise: serving, resolve } = Promise.withResolvers<void>()
  server.stdout?.on('data', (chunk: Buffer) => chunk.includes('Backchannel is at') && resolve())
  await Promise.race([serving, once(server, 'exit').then(() => expect.fail('the server ended'))])

  const written = await run('backup/backup-main.ts', 'first', backup)
  expect(written.said).toContain('tables, 0 files, schema')
  expect(written.code).toBe(0)

  expect(await run('backup/restore-main.ts', 'first', '--replace', backup)).toEqual({
    code: 2,
    said: `Backchannel runs on ${join(folder, 'first')}; stop it first.\n`,
  })
  const other = await run('backup/restore-main.ts', 'second', backup)
  expect([other.code, other.said]).toEqual([2, expect.stringContaining('under another APP_SECRET')])

  await cp(join(folder, 'first/app.secret'), join(folder, 'second/app.secret'))
  const restored = await run('backup/restore-main.ts', 'second', backup)
  expect([restored.code, restored.said]).toEqual([0, expect.stringContaining('is restored: 0 rows, 0 files')])

  expect(await run('backup/backup-main.ts', 'first', backup)).toMatchObject({ code: 2 })
  expect(await run('backup/backup-main.ts', 'first')).toMatchObject({ code: 2 })
  expect(await run('backup/restore-main.ts', 'second')).toMatchObject({ code: 2 })
})

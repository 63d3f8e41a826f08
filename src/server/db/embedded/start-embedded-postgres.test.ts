import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { launchUntil } from './launching-process.fixture.ts'
import { isPostmaster } from './postmaster-pid.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './start-embedded-postgres.ts'

const parents: string[] = []
const started: EmbeddedPostgres[] = []

async function makeFolder(mode = 0o755): Promise<string> {
  const parent = await mkdtemp(join(tmpdir(), 'embedded-'))
  await chmod(parent, mode)
  parents.push(parent)
  return join(parent, '.backchannel')
}

async function start(folder: string, log: (line: string) => void = () => {}): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ folder, log, settings: { shared_buffers: '16MB' } })
  started.push(postgres)
  return postgres
}

async function query(postgres: EmbeddedPostgres, text: string): Promise<string[]> {
  const client = new Client({ connectionString: postgres.ownerUrl })
  client.on('error', () => {})
  await client.connect()
  try {
    const result = await client.query<string[]>({ text, rowMode: 'array' })
    return result.rows.flat()
  } finally {
    await client.end()
  }
}

/** Resolves with the first line that begins so. */
function lineBeginning(begin: string): { log: (line: string) => void; seen: Promise<string> } {
  const { promise, resolve } = Promise.withResolvers<string>()
  return { log: (line) => line.startsWith(begin) && resolve(line), seen: promise }
}

afterEach(async () => {
  for (const postgres of started.splice(0)) await postgres.stop()
})

afterAll(async () => {
  for (const parent of parents) await rm(parent, { recursive: true, force: true, maxRetries: 20 })
})

describe('on an empty folder', { timeout: 60_000 }, () => {
  test('a first start makes a database, and stopping it ends the server', async () => {
    const folder = await makeFolder()
    const lines: string[] = []
    const postgres = await start(folder, (line) => lines.push(line))

    expect(await query(postgres, 'select current_database(), current_user::text')).toEqual([
      'backchannel',
      'owner',
    ])
    expect(await query(postgres, 'show shared_buffers')).toEqual(['16MB'])
    expect(postgres.ownerUrl).toContain(`@127.0.0.1:${postgres.port}/backchannel`)
    expect(lines.join('\n')).not.toContain(new URL(postgres.ownerUrl).password)

    await postgres.stop()
    await postgres.stop()
    expect(await isPostmaster(postgres.postmasterPid, join(folder, 'data'))).toBe(false)
  })

  test('a first start that is killed again and again recovers and leaves nothing behind', async () => {
    const folder = await makeFolder()
    for (const moment of ['claimed', 'Unpacking', 'Making', 'ready']) {
      const launcher = await launchUntil(folder, moment)
      await launcher.killHard()
    }
    const postgres = await start(folder)
    expect(await query(postgres, 'select 1::text')).toEqual(['1'])
    expect((await readdir(folder)).sort()).toEqual(['data', 'owner-password', 'postgres'])
    expect(await readdir(join(folder, 'postgres'))).toHaveLength(1)
  })

  test('several run at once, also below a folder that only its owner may enter', async () => {
    const folders = await Promise.all([makeFolder(0o755), makeFolder(0o700)])
    const several = await Promise.all(folders.map((folder) => start(folder)))
    expect(new Set(several.map((postgres) => postgres.port)).size).toBe(2)
    for (const postgres of several) expect(await query(postgres, 'select 1::text')).toEqual(['1'])
  })
})

describe('on a folder with a database', { timeout: 60_000 }, () => {
  let folder: string

  beforeAll(async () => {
    folder = await makeFolder()
    const postgres = await start(folder)
    await query(postgres, 'create table kept (id int)')
    await postgres.stop()
  }, 60_000)

  const isRunning = (pid: number) => isPostmaster(pid, join(folder, 'data'))
  const countKept = 'select count(*)::text from kept'

  test('the password and the data are closed to others', async () => {
    const modeOf = async (name: string) => (await stat(join(folder, name))).mode & 0o777
    expect(await modeOf('owner-password')).toBe(0o600)
    expect(await modeOf('data')).toBe(0o700)
    expect((await stat(join(folder, 'owner-password'))).uid).toBe(process.getuid?.())
  })

  test('the next start finds the data, on the same port', async () => {
    const first = await start(folder)
    await query(first, 'insert into kept values (1), (2)')
    await first.stop()
    const second = await start(folder)
    expect(await query(second, countKept)).toEqual(['2'])
    await query(second, 'truncate kept')
    expect(second.port).toBe(first.port)
  })

  test('a killed server is started again on the same port, with everything that was committed', async () => {
    const { log, seen } = lineBeginning('The database runs again')
    const postgres = await start(folder, log)
    await query(postgres, 'insert into kept values (1)')
    const killed = postgres.postmasterPid
    process.kill(killed, 'SIGKILL')
    await seen
    expect(postgres.postmasterPid).not.toBe(killed)
    expect(await query(postgres, countKept)).toEqual(['1'])
    await query(postgres, 'truncate kept')

    await postgres.stop()
    expect(await isRunning(postgres.postmasterPid)).toBe(false)
  })

  test('a query that outlives its killed server does not keep the next from starting', async () => {
    const { log, seen } = lineBeginning('The database runs again')
    const postgres = await start(folder, log)
    const client = new Client({ connectionString: postgres.ownerUrl })
    client.on('error', () => {})
    await client.connect()
    const looping = once(client, 'notice')
    const endless = 'do $$ begin raise notice $n$looping$n$; loop perform 1; end loop; end $$'
    const broken = client.query(endless).catch((error: unknown) => error)
    await looping
    process.kill(postgres.postmasterPid, 'SIGKILL')
    await seen
    expect(await broken).toBeInstanceOf(Error)
    expect(await query(postgres, countKept)).toHaveLength(1)
  })

  test('a server that outlived its killed launching process is used', async () => {
    const launcher = await launchUntil(folder, 'ready')
    await launcher.killHard()
    const outlived = Number(launcher.line.split(' ')[1])

    const postgres = await startEmbeddedPostgres({ folder, log: () => {} })
    started.push(postgres)
    expect(postgres.postmasterPid).toBe(outlived)
    expect(await query(postgres, countKept)).toHaveLength(1)
    await postgres.stop()
    expect(await isRunning(outlived)).toBe(false)
  })

  test('a server that outlived it with other settings is replaced', async () => {
    const launcher = await launchUntil(folder, 'ready')
    await launcher.killHard()
    const postgres = await start(folder)
    expect(await query(postgres, 'show shared_buffers')).toEqual(['16MB'])
  })

  test('it recovers when the launching process and the server are killed together', async () => {
    const launcher = await launchUntil(folder, 'ready')
    const killed = Number(launcher.line.split(' ')[1])
    process.kill(killed, 'SIGKILL')
    await launcher.killHard()
    const postgres = await start(folder)
    expect(postgres.postmasterPid).not.toBe(killed)
    expect(await query(postgres, countKept)).toHaveLength(1)
  })

  test('a stale postmaster.pid whose process id went to another program fools nobody, nor harms that program', async () => {
    const data = join(folder, 'data')
    const { uid, gid } = await stat(data)
    // Of the same user and by the same name: only its arguments tell that it is not the server of this folder.
    const innocent = spawn('cat', [], { argv0: 'postgres', stdio: 'pipe', uid, gid })
    await once(innocent, 'spawn')
    await writeFile(
      join(data, 'postmaster.pid'),
      [innocent.pid, data, 1_700_000_000, 20_000, '', '127.0.0.1', '  1  1', 'ready', ''].join('\n'),
      { mode: 0o644 },
    )

    const postgres = await start(folder)
    expect(await query(postgres, countKept)).toHaveLength(1)
    await postgres.stop()

    expect(innocent.exitCode).toBeNull()
    expect(innocent.signalCode).toBeNull()
    innocent.stdin.end()
    await once(innocent, 'exit')
  })
})

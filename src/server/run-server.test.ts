import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort, startServerProcess } from '../../tests/support/server-process.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backchannel-run-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const start = (environment: Record<string, string>) =>
  startServerProcess('all', { DATA_FOLDER: folder, LOG_LEVEL: 'error', ...environment })

test('a setting at fault ends the start in one line that names it', async () => {
  const started = start({ PORT: 'eighty' })
  expect(await started.exit).toBe(2)
  expect(started.output()).toBe('PORT: must be a port number\n')
})

test('it serves; a second start on its folder says so in a sentence; told to stop, it leaves nothing running', async () => {
  const port = await freePort()
  const first = start({ PORT: String(port) })
  await first.saying(`Backchannel is at http://localhost:${port}`)
  const page = await fetch(`http://127.0.0.1:${port}/`)
  expect(page.status).toBe(200)
  const head = await fetch(`http://127.0.0.1:${port}/`, { method: 'HEAD' })
  expect([head.status, await head.text()]).toEqual([200, ''])

  // PostgreSQL and the matcher.
  expect((await processesIn(folder)).length).toBeGreaterThanOrEqual(2)
  const second = start({ PORT: String(await freePort()) })
  expect(await second.exit).toBe(2)
  expect(second.output()).toBe(`Backchannel runs already on ${folder}; stop it first.\n`)

  expect(await first.stop()).toBe(0)
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow()

  // The port is another's: it says so, and takes its database and its matcher down with it.
  const other = createServer().listen(port, '127.0.0.1')
  await once(other, 'listening')
  const third = start({ PORT: String(port) })
  expect(await third.exit).toBe(2)
  expect(third.output()).toContain(`Port ${port} is taken; set PORT to another.`)
  await new Promise((resolve) => other.close(resolve))
  expect(await processesIn(folder)).toEqual([])
})

/** Processes that work there: of PostgreSQL with its data, of the matcher with its keys. */
async function processesIn(path: string): Promise<string[]> {
  const found: string[] = []
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    if (line.includes(path)) found.push(pid)
  }
  return found
}

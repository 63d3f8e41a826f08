import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { claimByLockFile } from './lock-file.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lock-'))
})

afterEach(async () => {
  await rm(folder, { recursive: true })
})

const refused = { ok: false, error: 'already-running' }

async function deadPid(): Promise<number | undefined> {
  const child = spawn(process.execPath, ['--version'])
  await once(child, 'exit')
  return child.pid
}

test('a claim is respected until it is released', async () => {
  const first = await claimByLockFile(folder)
  expect(await claimByLockFile(folder)).toEqual(refused)
  if (first.ok) await first.value.release()
  expect(await readdir(folder)).toEqual([])
})

test('the lock of another live process is respected', async () => {
  await writeFile(join(folder, `lock.${process.ppid}.x`), '')
  expect(await claimByLockFile(folder)).toEqual(refused)
})

test('the lock of a dead process is removed, also if we have got its id', async () => {
  await writeFile(join(folder, `lock.${await deadPid()}.x`), '')
  await writeFile(join(folder, `lock.${process.pid}.x`), '')
  const claim = await claimByLockFile(folder)
  expect(claim).toMatchObject({ ok: true })
  expect(await readdir(folder)).toHaveLength(1)
  if (claim.ok) await claim.value.release()
})

test('of many at the same time, never two succeed, and none is in the way afterwards', async () => {
  await writeFile(join(folder, `lock.${await deadPid()}.x`), '')
  const claims = await Promise.all(Array.from({ length: 20 }, () => claimByLockFile(folder)))
  const held = claims.filter((claim) => claim.ok)
  expect(held.length).toBeLessThanOrEqual(1)
  for (const claim of held) await claim.value.release()
  expect(await claimByLockFile(folder)).toMatchObject({ ok: true })
})

import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { claimFolder } from './folder-claim.ts'
import { launchUntil } from './launching-process.fixture.ts'

let parent: string
let folder: string

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'claim-'))
  folder = join(parent, 'claimed')
})

afterEach(async () => {
  await rm(parent, { recursive: true, maxRetries: 20 })
})

async function claimOrFail(path: string) {
  const claim = await claimFolder(path)
  if (!claim.ok) throw new Error(claim.error)
  return claim.value
}

test('a folder is claimed once, and again after it was released', async () => {
  const first = await claimOrFail(folder)
  expect(await claimFolder(folder)).toEqual({ ok: false, error: 'already-running' })
  await first.release()
  const second = await claimOrFail(folder)
  await second.release()
})

test('a folder reached by another path is the same folder', async () => {
  const claim = await claimOrFail(folder)
  const link = join(parent, 'link')
  await symlink(folder, link)
  expect(await claimFolder(link)).toEqual({ ok: false, error: 'already-running' })
  await claim.release()
})

test('different folders are claimed at the same time', async () => {
  const claims = await Promise.all([claimOrFail(folder), claimOrFail(join(parent, 'other'))])
  for (const claim of claims) await claim.release()
})

test('another process is refused, and a killed one loses its claim at once', {
  timeout: 60_000,
}, async () => {
  const ours = await claimOrFail(folder)
  const refused = await launchUntil(folder, 'already-running')
  await ours.release()

  const launcher = await launchUntil(folder, 'claimed')
  expect(await claimFolder(folder)).toEqual({ ok: false, error: 'already-running' })
  await launcher.killHard()
  const again = await claimOrFail(folder)
  await again.release()
  expect(refused.line).toBe('already-running')
})

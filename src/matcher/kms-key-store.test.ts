import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type KmsServer, startKmsServer } from '../../tests/support/kms-server.ts'
import { newId } from '../../tests/support/test-matcher.ts'
import type { SessionId } from '../domain/ids.ts'
import { KeyLostError, keyDayOf } from './keys.ts'
import { openKmsKeyStore } from './kms-key-store.ts'

let kms: KmsServer
let day = keyDayOf(Date.UTC(2026, 0, 5))

beforeAll(async () => {
  kms = await startKmsServer()
})
afterAll(() => kms.close())

const privateKey = () => new Uint8Array(randomBytes(32))
const open = () => openKmsKeyStore(kms.settings)

test('imports material of its own for the day, and wraps with it, bound to the session', async () => {
  day += 1
  const [key, session] = [privateKey(), newId<SessionId>()]
  const store = open()
  const wrapped = await store.wrap(day, session, key)
  expect(kms.seen).toEqual([
    'DescribeKey NotFoundException',
    'CreateKey',
    'GetParametersForImport',
    'ImportKeyMaterial',
    'CreateAlias',
    'Encrypt',
  ])
  expect(await open().unwrap(day, session, wrapped)).toEqual(key)
  await expect(store.unwrap(day, newId<SessionId>(), wrapped)).rejects.toThrow(KeyLostError)
  await expect(store.unwrap(day, session, wrapped.with(-1, (wrapped.at(-1) ?? 0) ^ 1))).rejects.toThrow(
    KeyLostError,
  )
  await expect(store.unwrap(day + 50, session, wrapped)).rejects.toThrow(KeyLostError)
})

test('several at once end up with one key for the day; the material of the others is gone', async () => {
  day += 1
  const before = kms.keys.size
  const stores = [open(), open(), open()]
  const [key, session] = [privateKey(), newId<SessionId>()]
  const wrapped = await Promise.all(stores.map((store) => store.wrap(day, session, key)))
  for (const store of stores)
    for (const each of wrapped) expect(await store.unwrap(day, session, each)).toEqual(key)
  const made = [...kms.keys.values()].slice(before)
  expect(made.filter(({ material }) => material !== null).length).toBe(1)
})

test('destroyed, its material is gone at once, for every process', async () => {
  day += 1
  const [store, other] = [open(), open()]
  const session = newId<SessionId>()
  const wrapped = await store.wrap(day, session, privateKey())
  expect(await other.has(day)).toBe(true)
  expect(await store.listDays()).toContain(day)
  await store.destroy(day)
  expect([...kms.keys.values()].at(-1)).toMatchObject({ state: 'PendingDeletion', material: null })
  expect(await other.listDays()).not.toContain(day)
  expect(await other.has(day)).toBe(false)
  await expect(other.unwrap(day, session, wrapped)).rejects.toThrow(KeyLostError)
  await store.destroy(day)
})

test('a destruction that broke off is taken up; until then nothing is wrapped under the emptied key', async () => {
  day += 1
  const [store, session] = [open(), newId<SessionId>()]
  const wrapped = await store.wrap(day, session, privateKey())
  const [id, key] = [...kms.keys].at(-1) ?? []
  if (!id || !key) throw new Error('no key')
  Object.assign(key, { state: 'PendingImport', material: null })
  await expect(open().unwrap(day, session, wrapped)).rejects.toThrow(KeyLostError)
  await store.destroy(day)
  expect(kms.keys.get(id)?.state).toBe('PendingDeletion')
  expect(await store.listDays()).not.toContain(day)
})

test('a KMS that refuses or is away is trouble that may pass: no key is lost for it', async () => {
  day += 1
  const [store, session] = [open(), newId<SessionId>()]
  const wrapped = await store.wrap(day, session, privateKey())
  const refused = openKmsKeyStore({ ...kms.settings, secretAccessKey: 'another' })
  const away = openKmsKeyStore({ ...kms.settings, endpoint: 'http://127.0.0.1:9/' })
  for (const trouble of [refused, away]) {
    const error = await trouble.unwrap(day, session, wrapped).catch((failure: unknown) => failure)
    expect(error).toBeInstanceOf(Error)
    expect(error).not.toBeInstanceOf(KeyLostError)
  }
  const [, key] = [...kms.keys].at(-1) ?? []
  Object.assign(key ?? {}, { state: 'Disabled' })
  const disabled = await store.unwrap(day, session, wrapped).catch((failure: unknown) => failure)
  expect(disabled).not.toBeInstanceOf(KeyLostError)
})

import { expect, it } from 'vitest'
import { cryptographicChance } from '../context.ts'
import { hashPassword, verifyPassword } from './hash-password.ts'

it('knows a password again, and no other', async () => {
  const hash = await hashPassword(cryptographicChance, 'seven herons above a quiet mill')
  expect(await verifyPassword(hash, 'seven herons above a quiet mill')).toBe(true)
  expect(await verifyPassword(hash, 'seven herons above a quiet mill ')).toBe(false)
  expect(await hashPassword(cryptographicChance, 'seven herons above a quiet mill')).not.toBe(hash)
})

it('throws on what is no hash of its own, instead of letting in or keeping out', async () => {
  await expect(verifyPassword('plain words', 'plain words')).rejects.toThrow('unknown format')
})

import { expect, test } from 'vitest'
import {
  enterNumberSchema,
  revealNumberSchema,
  withdrawNumberSchema,
} from '../../src/contract/session-commands.ts'

test('beside a sealed number nothing is taken that somebody could write a number into', () => {
  expect(Object.keys(enterNumberSchema.shape)).toEqual(['entryId', 'step', 'envelope'])
  expect(Object.keys(withdrawNumberSchema.shape)).toEqual([])
  expect(Object.keys(revealNumberSchema.shape)).toEqual(['publicKey'])
  // Nor is it passed over in silence.
  const entry = { entryId: crypto.randomUUID(), step: 'opening', envelope: 'A'.repeat(151) }
  expect(enterNumberSchema.safeParse({ ...entry, note: '' }).success).toBe(false)
})

import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { EntryId, SeatId, SessionId } from '../domain/ids.ts'
import { sealedHistorySchema } from './reveal-schema.ts'
import {
  MOST_ACTS,
  makeRevealKeys,
  type OwnAct,
  type OwnHistory,
  openHistory,
  type RevealBinding,
  SEALED_HISTORY_BYTES,
  sealHistory,
} from './revealing.ts'
import { base64urlFromBytes } from './sealing-base64url.ts'

const binding: RevealBinding = {
  sessionId: '018f0000-0000-7000-8000-000000000001' as SessionId,
  side: 'plaintiff',
  seatId: '018f0000-0000-7000-8000-000000000002' as SeatId,
  requestId: 'request-0000000001',
}

let keys: CryptoKeyPair
let publicKey: Uint8Array

beforeAll(async () => {
  ;({ keys, publicKey } = await makeRevealKeys())
})

const anInstant = fc.integer({ min: 0, max: 2 ** 48 })
const anAct: fc.Arbitrary<OwnAct> = fc.oneof(
  fc.record({
    kind: fc.constant('entered' as const),
    step: fc.constantFrom('opening' as const, 'adjustment' as const),
    entryId: fc.uuid().map((id) => id as EntryId),
    at: anInstant,
    amountCents: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  }),
  fc.record({ kind: fc.constantFrom('withdrawn' as const, 'voided' as const), at: anInstant }),
)
const aHistory: fc.Arbitrary<OwnHistory> = fc.record({
  acts: fc.array(anAct, { maxLength: MOST_ACTS }),
  lastStands: fc.boolean(),
  withheld: fc.boolean(),
  cut: fc.boolean(),
})

const history: OwnHistory = {
  acts: [
    { kind: 'entered', step: 'opening', entryId: crypto.randomUUID() as EntryId, at: 1, amountCents: 100n },
  ],
  lastStands: true,
  withheld: false,
  cut: false,
}

test('what was sealed opens to the same history, and is of one length however many acts it holds', async () => {
  await fc.assert(
    fc.asyncProperty(aHistory, async (each) => {
      const sealed = await sealHistory(each, { ...binding, publicKey })
      expect(sealed.length).toBe(SEALED_HISTORY_BYTES)
      expect(sealedHistorySchema.safeParse(base64urlFromBytes(sealed)).success).toBe(true)
      // Compared as a whole: a failure must not print a number.
      const opened = await openHistory(keys, sealed, binding)
      expect(textOf(opened) === textOf(each)).toBe(true)
    }),
    { numRuns: 40 },
  )
})

test.each<[keyof RevealBinding, RevealBinding]>([
  ['sessionId', { ...binding, sessionId: '018f0000-0000-7000-8000-000000000009' as SessionId }],
  ['side', { ...binding, side: 'defendant' }],
  ['seatId', { ...binding, seatId: '018f0000-0000-7000-8000-000000000009' as SeatId }],
  ['requestId', { ...binding, requestId: 'request-0000000002' }],
])('a sealed history does not open for another %s', async (_field, other) => {
  const sealed = await sealHistory(history, { ...binding, publicKey })
  expect(await openHistory(keys, sealed, binding)).not.toBeNull()
  expect(await openHistory(keys, sealed, other)).toBeNull()
})

test('a sealed history does not open with the key of another request, nor with a bit turned', async () => {
  const sealed = await sealHistory(history, { ...binding, publicKey })
  expect(await openHistory((await makeRevealKeys()).keys, sealed, binding)).toBeNull()
  await fc.assert(
    fc.asyncProperty(fc.nat(SEALED_HISTORY_BYTES * 8 - 1), async (bit) => {
      const turned = sealed.slice()
      turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(await openHistory(keys, turned, binding)).toBeNull()
    }),
    { numRuns: 40 },
  )
})

test('the private key of a request cannot be taken out of the browser', async () => {
  expect(keys.privateKey.extractable).toBe(false)
  await expect(crypto.subtle.exportKey('pkcs8', keys.privateKey)).rejects.toThrow()
})

test('bytes that are no point of the curve are refused as a key', async () => {
  await expect(sealHistory(history, { ...binding, publicKey: new Uint8Array(65).fill(4) })).rejects.toThrow()
})

const textOf = (value: unknown) =>
  JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? each.toString() : each))

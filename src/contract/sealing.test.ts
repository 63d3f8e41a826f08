import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { EntryId, SeatId, SessionId } from '../domain/ids.ts'
import { CURRENCY_CODES } from '../domain/money-currencies.ts'
import { SIDES } from '../domain/side.ts'
import {
  additionalDataOf,
  decodeNumber,
  ENCAPSULATED_KEY_BYTES,
  ENVELOPE_BYTES,
  encodeNumber,
  SEALING_INFO,
  type SealBinding,
  sealingSuite,
  sealNumber,
} from './sealing.ts'
import { base64urlFromBytes, bytesFromBase64url } from './sealing-base64url.ts'
import { envelopeSchema, publicKeySchema } from './sealing-schema.ts'

const binding: SealBinding = {
  sessionId: '018f0000-0000-7000-8000-000000000001' as SessionId,
  side: 'plaintiff',
  seatId: '018f0000-0000-7000-8000-000000000002' as SeatId,
  entryId: '018f0000-0000-7000-8000-000000000003' as EntryId,
  currency: 'USD',
  step: 'opening',
}

let keys: CryptoKeyPair
let publicKey: Uint8Array

beforeAll(async () => {
  keys = await sealingSuite.kem.generateKeyPair()
  publicKey = new Uint8Array(await sealingSuite.kem.serializePublicKey(keys.publicKey))
})

async function open(envelope: Uint8Array, as: SealBinding): Promise<bigint | null> {
  const plaintext = await sealingSuite.open(
    { recipientKey: keys, enc: envelope.slice(0, ENCAPSULATED_KEY_BYTES), info: SEALING_INFO },
    envelope.slice(ENCAPSULATED_KEY_BYTES),
    additionalDataOf(as),
  )
  return decodeNumber(new Uint8Array(plaintext))
}

const anyAmount = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })

describe('sealNumber', () => {
  test('what was sealed opens to the same number, and the envelope is of one length', async () => {
    await fc.assert(
      fc.asyncProperty(anyAmount, async (amountCents) => {
        const envelope = await sealNumber({ ...binding, publicKey, amountCents })
        expect(envelope.length).toBe(ENVELOPE_BYTES)
        expect(envelopeSchema.safeParse(base64urlFromBytes(envelope)).success).toBe(true)
        expect((await open(envelope, binding)) === amountCents).toBe(true)
      }),
      { numRuns: 30 },
    )
  })

  test('the same number sealed twice gives envelopes that share nothing', async () => {
    const [a, b] = await Promise.all(
      [1, 2].map(() => sealNumber({ ...binding, publicKey, amountCents: 100n })),
    )
    expect(a).not.toEqual(b)
  })

  test.each<[keyof SealBinding, SealBinding]>([
    ['sessionId', { ...binding, sessionId: '018f0000-0000-7000-8000-000000000009' as SessionId }],
    ['side', { ...binding, side: 'defendant' }],
    ['seatId', { ...binding, seatId: '018f0000-0000-7000-8000-000000000009' as SeatId }],
    ['entryId', { ...binding, entryId: '018f0000-0000-7000-8000-000000000009' as EntryId }],
    ['currency', { ...binding, currency: 'EUR' }],
    ['step', { ...binding, step: 'adjustment' }],
  ])('an envelope does not open for another %s', async (_field, other) => {
    const envelope = await sealNumber({ ...binding, publicKey, amountCents: 100n })
    await expect(open(envelope, other)).rejects.toThrow()
  })

  test('an envelope with any bit turned does not open', async () => {
    const envelope = await sealNumber({ ...binding, publicKey, amountCents: 100n })
    await fc.assert(
      fc.asyncProperty(fc.nat(ENVELOPE_BYTES * 8 - 1), async (bit) => {
        const turned = envelope.slice()
        turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        await expect(open(turned, binding)).rejects.toThrow()
      }),
      { numRuns: 40 },
    )
  })

  test('bytes that are no point of the curve are refused as a key', async () => {
    const noPoint = new Uint8Array(65).fill(4)
    await expect(sealNumber({ ...binding, publicKey: noPoint, amountCents: 100n })).rejects.toThrow()
  })
})

test('different bindings have different encodings, also where fields could run into one another', () => {
  const text = fc.string({ maxLength: 4 })
  const anyBinding = fc.record({
    sessionId: text.map((id) => id as SessionId),
    side: fc.constantFrom(...SIDES),
    seatId: text.map((id) => id as SeatId),
    entryId: text.map((id) => id as EntryId),
    currency: fc.constantFrom(...CURRENCY_CODES),
    step: fc.constantFrom('opening' as const, 'adjustment' as const),
  })
  fc.assert(
    fc.property(anyBinding, anyBinding, (a, b) => {
      fc.pre(JSON.stringify(Object.values(a)) !== JSON.stringify(Object.values(b)))
      expect(additionalDataOf(a)).not.toEqual(additionalDataOf(b))
    }),
  )
})

test('plaintexts of another version, another length or with padding that is not zero are no numbers', () => {
  const plaintext = encodeNumber(100n)
  expect(decodeNumber(plaintext)).toBe(100n)
  expect(decodeNumber(plaintext.with(0, 2))).toBeNull()
  expect(decodeNumber(plaintext.with(31, 1))).toBeNull()
  expect(decodeNumber(plaintext.slice(1))).toBeNull()
  expect(() => encodeNumber(2n ** 64n)).toThrow(RangeError)
})

test('base64url is read back byte for byte, and one envelope has one spelling', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: ENVELOPE_BYTES, maxLength: ENVELOPE_BYTES }), (bytes) => {
      const text = base64urlFromBytes(bytes)
      expect(text).toBe(Buffer.from(bytes).toString('base64url'))
      expect(bytesFromBase64url(text)).toEqual(bytes)
      expect(envelopeSchema.safeParse(text).success).toBe(true)
      expect(envelopeSchema.safeParse(`${text.slice(0, -1)}B`).success).toBe(false)
    }),
  )
  expect(publicKeySchema.safeParse(base64urlFromBytes(publicKey)).success).toBe(true)
  expect(() => bytesFromBase64url('a+b')).toThrow()
})

import { ECDH } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { sealingSuite } from '../contract/sealing.ts'
import { type Recipient, recipientOf, sealedOpener } from './open-sealed.ts'

const hex = (text: string) => Uint8Array.from(Buffer.from(text, 'hex'))

/** RFC 9180's test vector for mode 0 of this suite, as its authors publish it: KEM 16, KDF 1, AEAD 2. */
const VECTOR = {
  info: hex('4f6465206f6e2061204772656369616e2055726e'),
  publicKey: hex(
    '04abc7e49a4c6b3566d77d0304addc6ed0e98512ffccf505e6a8e3eb25c685136f853148544876de76c0f2ef99cdc3a05ccf5ded7860c7c021238f9e2073d2356c',
  ),
  privateKey: hex('317f915db7bc629c48fe765587897e01e282d3e8445f79f27f65d031a88082b2'),
  encapsulated: hex(
    '04c06b4f6bebc7bb495cb797ab753f911aff80aefb86fd8b6fcc35525f3ab5f03e0b21bd31a86c6048af3cb2d98e0d3bf01da5cc4c39ff5370d331a4f1f7d5a4e0',
  ),
  additionalData: hex('436f756e742d30'),
  plaintext: hex('4265617574792069732074727574682c20747275746820626561757479'),
  ciphertext: hex(
    '58c61a45059d0c5704560e9d88b564a8b63f1364b8d1fcb3c4c6ddc1d291742465e902cd216f8908da49f8f96f',
  ),
}

let keys: CryptoKeyPair
let recipient: Recipient

beforeAll(async () => {
  const { kem } = sealingSuite
  keys = await kem.generateKeyPair()
  recipient = recipientOf(
    new Uint8Array(await kem.serializePrivateKey(keys.privateKey)),
    new Uint8Array(await kem.serializePublicKey(keys.publicKey)),
  )
})

test('opens the test vector of RFC 9180', () => {
  const { info, privateKey, publicKey, plaintext, ...sealed } = VECTOR
  const opened = sealedOpener(info)(recipientOf(privateKey, publicKey), sealed)
  expect(hex(Buffer.from(opened).toString('hex'))).toEqual(plaintext)
})

const anyBytes = (most: number) => fc.uint8Array({ minLength: 1, maxLength: most })

async function seal(info: Uint8Array, plaintext: Uint8Array, additionalData: Uint8Array) {
  const { enc, ct } = await sealingSuite.seal(
    { recipientPublicKey: keys.publicKey, info },
    plaintext,
    additionalData,
  )
  return { encapsulated: new Uint8Array(enc), ciphertext: new Uint8Array(ct), additionalData }
}

test('opens what @hpke/core seals, whatever is sealed, for whatever', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyBytes(64),
      anyBytes(3_000),
      anyBytes(200),
      async (info, plaintext, additionalData) => {
        const opened = sealedOpener(info)(recipient, await seal(info, plaintext, additionalData))
        expect(Buffer.compare(opened, plaintext)).toBe(0)
      },
    ),
    { numRuns: 60 },
  )
})

test('refuses what @hpke/core refuses, be it a bit turned, another info, other additional data, another recipient', async () => {
  const [info, plaintext, additionalData] = [hex('01'), hex('0203'), hex('040506')]
  const sealed = await seal(info, plaintext, additionalData)
  const open = sealedOpener(info)
  expect(open(recipient, sealed)).toEqual(Buffer.from(plaintext))
  const parts = ['encapsulated', 'ciphertext', 'additionalData'] as const
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...parts), fc.nat(), async (part, at) => {
      const turned = sealed[part].slice()
      const bit = at % (turned.length * 8)
      turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      const other = { ...sealed, [part]: turned }
      expect(() => open(recipient, other)).toThrow()
      const byCore = sealingSuite.open(
        { recipientKey: keys, enc: other.encapsulated, info },
        other.ciphertext,
        other.additionalData,
      )
      await expect(byCore).rejects.toThrow()
    }),
    { numRuns: 100 },
  )
  expect(() => sealedOpener(hex('02'))(recipient, sealed)).toThrow()
  expect(() => open(recipientOf(VECTOR.privateKey, VECTOR.publicKey), sealed)).toThrow()
})

test('takes a key for a message in the suite’s one form alone, and a whole tag', async () => {
  const info = hex('01')
  const sealed = await seal(info, hex('02'), hex('03'))
  const { encapsulated, ciphertext } = sealed
  const open = sealedOpener(info)
  for (const form of ['compressed', 'hybrid'] as const) {
    const point = Uint8Array.from(
      ECDH.convertKey(encapsulated, 'prime256v1', undefined, undefined, form) as Buffer,
    )
    expect(() => open(recipient, { ...sealed, encapsulated: point })).toThrow('not a key of this suite')
  }
  expect(() => open(recipient, { ...sealed, encapsulated: Uint8Array.of(0) })).toThrow()
  for (const length of [0, 4, 12, 15]) {
    expect(() => open(recipient, { ...sealed, ciphertext: ciphertext.slice(0, length) })).toThrow()
  }
})

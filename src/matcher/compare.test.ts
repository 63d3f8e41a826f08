import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { type SealBinding, sealingSuite, sealNumber } from '../contract/sealing.ts'
import type { EntryId, SeatId, SessionId } from '../domain/ids.ts'
import { NUMBER_LIMITS } from '../domain/money.ts'
import { otherSide, SIDES, type Side } from '../domain/side.ts'
import { dealNumberOf, openBoth } from './compare.ts'
import { DUMMY_ENTRY_ID, openEnvelope, sealDummy } from './envelope.ts'
import { type Recipient, recipientOf } from './open-sealed.ts'

let keys: Recipient
let publicKey: Uint8Array
const ids = { sessionId: randomUUID() as string as SessionId, seatId: randomUUID() as string as SeatId }
const entryId = randomUUID() as string as EntryId

beforeAll(async () => {
  const { kem } = sealingSuite
  const pair = await kem.generateKeyPair()
  publicKey = new Uint8Array(await kem.serializePublicKey(pair.publicKey))
  keys = recipientOf(new Uint8Array(await kem.serializePrivateKey(pair.privateKey)), publicKey)
})

const bindingOf = (side: Side, entry: EntryId): SealBinding => ({
  ...ids,
  side,
  entryId: entry,
  currency: 'USD',
  step: 'opening',
})
const neverDraw = () => {
  throw new Error('nothing is to be drawn')
}

describe('a dummy', () => {
  test('matches no number of either side, nor another dummy', async () => {
    const dummies = {} as Record<Side, bigint>
    for (const side of SIDES) {
      const binding = bindingOf(side, DUMMY_ENTRY_ID)
      const dummy = openEnvelope(keys, await sealDummy(publicKey, binding), binding)
      if (dummy === null) throw new Error('a dummy opens')
      dummies[side] = dummy
    }
    expect(dealNumberOf(dummies, 'USD', neverDraw)).toBeNull()
    fc.assert(
      fc.property(fc.bigInt({ min: NUMBER_LIMITS.least, max: NUMBER_LIMITS.most }), (number) => {
        for (const side of SIDES) {
          const opposite = otherSide(side)
          const numbers = { ...dummies, [side]: number, [opposite]: dummies[opposite] }
          expect(dealNumberOf(numbers, 'USD', neverDraw)).toBeNull()
        }
      }),
    )
  })

  test('cannot be had for an entry: it opens under its own name alone', async () => {
    const binding = bindingOf('plaintiff', DUMMY_ENTRY_ID)
    const dummy = await sealDummy(publicKey, binding)
    expect(openEnvelope(keys, dummy, { ...binding, entryId })).toBeNull()
  })
})

test('openBoth: one’s own that does not open is null, one opposite that does not is an alarm', async () => {
  const binding = bindingOf('plaintiff', entryId)
  const good = { binding, envelope: await sealNumber({ ...binding, publicKey, amountCents: 500n }) }
  const bad = { binding: { ...binding, step: 'adjustment' as const }, envelope: good.envelope }
  expect(openBoth(keys, good, good)).toEqual({ own: 500n, opposite: 500n })
  expect(openBoth(keys, bad, good)).toEqual({ own: null, opposite: 500n })
  expect(() => openBoth(keys, good, bad)).toThrow(expect.objectContaining({ code: 'standing-unreadable' }))
})

test('a deal lies within both numbers, whatever is drawn', () => {
  const anyNumber = fc.bigInt({ min: NUMBER_LIMITS.least, max: NUMBER_LIMITS.most })
  fc.assert(
    fc.property(anyNumber, anyNumber, fc.nat(), (a, b, seed) => {
      const [plaintiff, defendant] = a < b ? [a, b] : [b, a]
      const deal = dealNumberOf({ plaintiff, defendant }, 'USD', (n) => BigInt(seed) % n)
      return deal !== null && deal >= plaintiff && deal <= defendant
    }),
  )
})

import { randomBytes } from 'node:crypto'

/** A uniform integer in 0 … n - 1, for n of at least 1. */
export type Draw = (n: bigint) => bigint

/**
 * Cryptographic. Takes as many random bits as n - 1 has, and anew when they make a figure outside, so that none is
 * likelier than another.
 */
export const uniformDraw: Draw = (n) => {
  if (n < 1n) throw new RangeError('nothing to draw from')
  const bits = (n - 1n).toString(2).length
  const bytes = Math.ceil(bits / 8)
  for (;;) {
    const random = BigInt(`0x${randomBytes(bytes).toString('hex')}`)
    const k = BigInt.asUintN(bits, random)
    if (k < n) return k
  }
}

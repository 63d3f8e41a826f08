import { createHash } from 'node:crypto'
import type { Chance } from '../../src/server/context.ts'

/** All the chance of one simulated matter: the same seed throws the same. Never for anything but tests. */
export class Dice {
  readonly #seed: string
  #block = 0
  #bytes = Buffer.alloc(0)
  #at = 0

  constructor(seed: string) {
    this.#seed = seed
  }

  /** A whole number from 0 to below `n`; `n` is at most 2^32. */
  below(n: number): number {
    return Math.floor((this.#next(4).readUInt32BE() / 2 ** 32) * n)
  }

  /** True `perMille` times in a thousand. */
  hits(perMille: number): boolean {
    return this.below(1000) < perMille
  }

  pick<T>(list: readonly T[]): T {
    const picked = list[this.below(list.length)]
    if (picked === undefined) throw new Error('nothing to pick from')
    return picked
  }

  /** Up to 2^52, for what is taken apart digit by digit. */
  number(): number {
    return Number(this.#next(8).readBigUInt64BE() >> 12n)
  }

  uuid(): string {
    const bytes = Buffer.from(this.#next(16))
    bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
    bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
    return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  }

  /** What the server's ids and tokens come from. */
  get chance(): Chance {
    return {
      newId: () => this.uuid(),
      newToken: () => Buffer.from(this.#next(32)).toString('base64url'),
      below: (n) => this.below(n),
    }
  }

  #next(count: number): Buffer {
    if (this.#at + count > this.#bytes.length) {
      this.#bytes = createHash('sha512').update(`${this.#seed}/${this.#block}`).digest()
      this.#block += 1
      this.#at = 0
    }
    this.#at += count
    return this.#bytes.subarray(this.#at - count, this.#at)
  }
}

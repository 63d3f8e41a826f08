import { createHash } from 'node:crypto'
import type { Chance } from '../../src/server/context.ts'

/** Chance that depends on what is being done, and not on how much was done before. */
export type NamedChance = Chance & {
  /** From here on, until the next call, all chance is of this name. */
  use(name: string): void
}

/**
 * Ids and tokens made from the name of what they are for: in two worlds that differ in what the other side does, all
 * that both have in common has the same ids, so that nothing has to be masked before two traces are compared.
 */
export function namedChance(): NamedChance {
  let scope = 'before any world'
  let count = 0
  const next = (): Buffer => {
    count += 1
    return createHash('sha256').update(`${scope}/${count}`).digest()
  }
  return {
    use(name) {
      scope = name
      count = 0
    },
    newId() {
      const hex = next().toString('hex')
      const parts = [
        hex.slice(0, 8),
        hex.slice(8, 12),
        `4${hex.slice(13, 16)}`,
        `8${hex.slice(17, 20)}`,
        hex.slice(20, 32),
      ]
      return parts.join('-')
    },
    newToken: () => next().toString('base64url'),
    below: (n) => next().readUIntBE(0, 6) % n,
  }
}

import type { Draw } from '../../src/matcher/draw.ts'

/** A draw that answers what a test says, and tells what it was asked for. */
export type ScriptedDraw = {
  readonly draw: Draw
  /** The next answer; 0 unless said. */
  next(k: bigint): void
  /** The counts asked for so far. */
  asked(): readonly bigint[]
}

export function scriptedDraw(): ScriptedDraw {
  let k = 0n
  const asked: bigint[] = []
  return {
    draw: (n) => {
      asked.push(n)
      return k
    },
    next(value) {
      k = value
    },
    asked: () => asked,
  }
}

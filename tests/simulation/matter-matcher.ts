import { createCheckedMatcher } from '../../src/matcher/checked-matcher.ts'
import type { MatcherParts } from '../../src/matcher/decision.ts'
import { createKeyUpkeep, type KeyUpkeep } from '../../src/matcher/key-upkeep.ts'
import { keyDayOf } from '../../src/matcher/keys.ts'
import { createMatcher } from '../../src/matcher/matcher.ts'
import type { Matcher } from '../../src/matcher/protocol.ts'
import { memoryKeyStore } from '../support/memory-key-store.ts'
import { memoryMarks } from '../support/memory-marks.ts'

/** What a call to the matcher never comes to: how long it takes is the scheduler's affair. */
const NEVER_MS = 2 ** 31 - 1

export type MatterMatcher = {
  readonly matcher: Matcher
  /** The daily work on the keys, when the script says so. */
  keepKeys(): Promise<void>
}

/**
 * The matcher with keys of one matter's own, so that no trace depends on the matters before. Its daily work is a line like any
 * other: it is not begun beside a call, where two statements of one line would be under way at once.
 */
export function openMatterMatcher(parts: Omit<MatcherParts, 'keyStore' | 'marks' | 'upkeep'>): MatterMatcher {
  const keyStore = memoryKeyStore()
  const marks = memoryMarks()
  const made = new Set<number>()
  const upkeep: KeyUpkeep = {
    perform: async () => {},
    check: () => {},
    settled: async () => {},
    async guard(call) {
      const today = keyDayOf(await parts.clock(parts.db))
      if (!made.has(today)) await keyStore.make(today)
      made.add(today)
      return call()
    },
  }
  const onTrouble = (error: unknown) => {
    throw error
  }
  return {
    matcher: createCheckedMatcher(createMatcher({ ...parts, keyStore, marks, upkeep }), {
      timeoutMs: NEVER_MS,
    }),
    async keepKeys() {
      made.clear()
      await createKeyUpkeep({ ...parts, keyStore, marks, onTrouble }).perform()
    },
  }
}

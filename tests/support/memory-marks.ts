import type { SessionId } from '../../src/domain/ids.ts'
import type { Mark, Marks } from '../../src/matcher/marks.ts'

/** Marks of one matcher that never stops: for where no file may be waited for. */
export function memoryMarks(): Marks {
  const kept = new Map<SessionId, Mark>()
  const find = (id: SessionId): Mark => kept.get(id) ?? { version: 0, tombstone: null }
  return {
    refresh: () => {},
    find,
    raise: async (id, mark) => {
      const known = find(id)
      kept.set(id, {
        version: Math.max(known.version, mark.version),
        tombstone: known.tombstone ?? mark.tombstone,
      })
    },
    compact: async () => {},
    close: async () => {},
  }
}

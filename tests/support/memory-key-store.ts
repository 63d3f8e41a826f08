import { randomBytes } from 'node:crypto'
import { type KeyDay, KeyLostError, type KeyStore } from '../../src/matcher/keys.ts'

const ID_BYTES = 16

/**
 * Keys of the days of one matcher that never stops, for where no file may be waited for. What is wrapped is told apart by day and session,
 * and lies there in the clear.
 */
export function memoryKeyStore(): KeyStore {
  const keys = new Map<KeyDay, Buffer>()
  const make = (day: KeyDay): Buffer => {
    const key = keys.get(day) ?? randomBytes(ID_BYTES)
    keys.set(day, key)
    return key
  }
  const labelOf = (key: Buffer, sessionId: string) => Buffer.concat([key, Buffer.from(sessionId)])
  return {
    async make(day) {
      make(day)
    },
    wrap: async (day, sessionId, privateKey) =>
      new Uint8Array(Buffer.concat([labelOf(make(day), sessionId), privateKey])),
    async unwrap(day, sessionId, wrapped) {
      const key = keys.get(day)
      if (!key) throw new KeyLostError('the key of the day is gone')
      const label = labelOf(key, sessionId)
      if (!label.equals(wrapped.subarray(0, label.length))) {
        throw new KeyLostError('not wrapped under this key for this session')
      }
      return new Uint8Array(wrapped.subarray(label.length))
    },
    has: async (day) => keys.has(day),
    listDays: async () => [...keys.keys()],
    async destroy(day) {
      keys.delete(day)
    },
  }
}

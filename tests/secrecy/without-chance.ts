const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g
/** 256 bits: the nonces of pages, the tokens of links. */
const TOKEN = /(?<=nonce-|[^\w-])[\w-]{43}(?![\w-])/g

/**
 * A trace with what chance makes written alike: ids by the order in which they first appear, nonces and tokens, the
 * session's public key. Their number, order and length stay.
 */
export function withoutChance(trace: readonly string[], publicKey: string): readonly string[] {
  const ids = new Map<string, string>()
  const nameOf = (id: string): string => {
    const name = ids.get(id) ?? `id-${String(ids.size).padStart(33, '0')}`
    ids.set(id, name)
    return name
  }
  return trace.map((each) =>
    each
      // Lines of a calendar are folded anywhere, in the middle of an id too.
      .replaceAll('\\r\\n ', '')
      .replaceAll(publicKey, 'public-key')
      .replaceAll(TOKEN, 'token')
      .replaceAll(UUID, nameOf),
  )
}

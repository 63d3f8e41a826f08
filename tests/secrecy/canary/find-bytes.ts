/** A pattern to look for, under whatever its owner knows it by. */
export type Pattern<T> = { readonly bytes: Buffer; readonly of: T }

/**
 * Looks for many patterns in one pass: at each place two bytes say which of them could be there at all. One search for
 * each pattern took minutes where there is a gigabyte to look through.
 */
export function finderOf<T>(patterns: readonly Pattern<T>[]): (bytes: Buffer) => ReadonlySet<T> {
  const buckets: (readonly Anchored<T>[])[] = []
  const bucketAt = new Int32Array(0x10000).fill(-1)
  for (const pattern of patterns) {
    const anchor = anchorOf(pattern.bytes)
    const key = pairAt(pattern.bytes, anchor)
    const at = bucketAt[key] ?? -1
    if (at === -1) {
      bucketAt[key] = buckets.length
      buckets.push([{ ...pattern, anchor }])
    } else {
      buckets[at] = [...(buckets[at] ?? []), { ...pattern, anchor }]
    }
  }
  return (bytes) => {
    const found = new Set<T>()
    for (let at = 0; at + 1 < bytes.length; at += 1) {
      const bucket = bucketAt[pairAt(bytes, at)] ?? -1
      if (bucket === -1) continue
      for (const { bytes: wanted, of, anchor } of buckets[bucket] ?? []) {
        const from = at - anchor
        if (from >= 0 && bytes.subarray(from, from + wanted.length).equals(wanted)) found.add(of)
      }
    }
    return found
  }
}

type Anchored<T> = Pattern<T> & { readonly anchor: number }

/** Where two bytes stand that are not zero, or one that is not: what a machine keeps is full of zeros. */
function anchorOf(bytes: Buffer): number {
  const pair = bytes.findIndex((byte, at) => byte !== 0 && (bytes[at + 1] ?? 0) !== 0)
  return pair === -1 ? bytes.findIndex((byte) => byte !== 0) : pair
}

function pairAt(bytes: Buffer, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
}

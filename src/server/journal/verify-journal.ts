import { chainHash, GENESIS } from './chain.ts'
import type { JournalFile } from './journal-file.ts'
import { isSignedBy } from './signed-head.ts'

/**
 * Everything that is wrong with an exported journal, in sentences; none for one that is whole. `trustedKey` is the
 * installation's public key from elsewhere: without it, the file is checked against the key that it brings along.
 */
export function verifyJournal(file: JournalFile, trustedKey: string = file.publicKey): string[] {
  const problems: string[] = []
  if (file.publicKey !== trustedKey) problems.push('the file names another signing key than the one given')
  const chains = new Set([...file.heads.map(({ chain }) => chain), ...file.records.map(({ chain }) => chain)])
  for (const chain of chains) problems.push(...verifyChain(file, chain, trustedKey))
  return problems
}

function verifyChain(file: JournalFile, chain: string, trustedKey: string): string[] {
  const heads = file.heads.filter((head) => head.chain === chain)
  const [head] = heads
  if (heads.length !== 1 || !head)
    return [`${chain}: there must be one signed head, and there are ${heads.length}`]
  if (head.matterId !== file.matterId || !isSignedBy(trustedKey, head)) {
    return [`${chain}: the head is not signed by this key`]
  }
  let previous: Uint8Array = GENESIS
  let seq = 0
  for (const { hash, ...record } of file.records.filter((each) => each.chain === chain)) {
    seq += 1
    if (record.seq !== seq || record.matterId !== file.matterId) {
      return [`${chain}: record ${seq} is missing, doubled, out of order or of another matter`]
    }
    previous = chainHash(previous, record)
    if (Buffer.from(previous).toString('hex') !== hash) return [`${chain}: record ${seq} has been changed`]
  }
  const complete = seq === head.seq && Buffer.from(previous).toString('hex') === head.hash
  return complete ? [] : [`${chain}: the records end at ${seq}, the signed head is of record ${head.seq}`]
}

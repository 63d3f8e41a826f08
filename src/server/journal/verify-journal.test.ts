import { generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chainHash, GENESIS } from './chain.ts'
import { type JournalFile, journalFileSchema } from './journal-file.ts'
import { publicKeyText, signHead } from './signed-head.ts'
import { verifyJournal } from './verify-journal.ts'

const { privateKey } = generateKeyPairSync('ed25519')
const publicKey = publicKeyText(privateKey)
const matterId = '6f3c1e0a-0000-4000-8000-000000000001'

function journal(lengths: Readonly<Record<'shared' | 'plaintiff', number>>): JournalFile {
  const records: JournalFile['records'] = []
  const heads = (['shared', 'plaintiff'] as const).map((chain) => {
    let previous: Uint8Array = GENESIS
    for (let seq = 1; seq <= lengths[chain]; seq += 1) {
      const record = {
        matterId,
        chain,
        seq,
        sessionId: null,
        at: 1000 + seq,
        type: 'opened',
        actor: null,
        data: { n: seq },
      }
      previous = chainHash(previous, record)
      records.push({ ...record, hash: Buffer.from(previous).toString('hex') })
    }
    const hash = Buffer.from(previous).toString('hex')
    return signHead(privateKey, { matterId, chain, seq: lengths[chain], hash })
  })
  return { format: 'backchannel-journal-1', matterId, publicKey, heads, records }
}

const lengths = fc.record({
  shared: fc.integer({ min: 1, max: 6 }),
  plaintiff: fc.integer({ min: 1, max: 6 }),
})

test('a journal as exported is whole', () => {
  fc.assert(
    fc.property(lengths, (each) => {
      expect(verifyJournal(journal(each), publicKey)).toEqual([])
    }),
  )
})

test('any one byte changed is found', () => {
  fc.assert(
    fc.property(lengths, fc.nat(), fc.integer({ min: 1, max: 255 }), (each, at, change) => {
      const whole = Buffer.from(JSON.stringify(journal(each)))
      const changed = Buffer.from(whole)
      const place = at % whole.length
      changed[place] = (whole[place] ?? 0) ^ change
      expect(isWhole(changed.toString('utf8'), whole.toString('utf8'))).toBe(false)
    }),
  )
})

test('a record left out, doubled or moved is found', () => {
  fc.assert(
    fc.property(lengths, fc.nat(), fc.nat(), fc.constantFrom('drop', 'double', 'swap'), (each, a, b, how) => {
      const file = journal(each)
      const records = [...file.records]
      const [i, j] = [a % records.length, b % records.length]
      const [one, two] = [records[i], records[j]]
      if (!one || !two) return
      if (how === 'drop') records.splice(i, 1)
      if (how === 'double') records.splice(i, 0, one)
      if (how === 'swap') {
        if (one.chain !== two.chain || i === j) return
        records[i] = two
        records[j] = one
      }
      expect(verifyJournal({ ...file, records }, publicKey)).not.toEqual([])
    }),
  )
})

test('the end of a chain cut off together with its head is found, for want of a signature', () => {
  const file = journal({ shared: 3, plaintiff: 2 })
  const records = file.records.filter(({ chain, seq }) => chain !== 'shared' || seq < 3)
  const heads = file.heads.map((head) =>
    head.chain === 'shared' ? { ...head, seq: 2, hash: records[1]?.hash ?? '' } : head,
  )
  expect(verifyJournal({ ...file, records, heads }, publicKey)).toEqual([
    'shared: the head is not signed by this key',
  ])
})

test('a journal signed with a key of somebody else’s is refused', () => {
  const other = publicKeyText(generateKeyPairSync('ed25519').privateKey)
  expect(verifyJournal(journal({ shared: 1, plaintiff: 1 }), other)).not.toEqual([])
})

/** Whether a text still is a whole journal that says something else than the original. */
function isWhole(text: string, original: string): boolean {
  try {
    const parsed = journalFileSchema.safeParse(JSON.parse(text))
    if (!parsed.success) return false
    // Another spelling of the very same content (a letter of base64 that carries no bit) is no change.
    const same =
      JSON.stringify(signatureless(parsed.data)) === JSON.stringify(signatureless(JSON.parse(original)))
    return !same && verifyJournal(parsed.data, publicKey).length === 0
  } catch {
    return false
  }
}

function signatureless(file: JournalFile) {
  return { ...file, heads: file.heads.map(({ signature, ...head }) => head) }
}

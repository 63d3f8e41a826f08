import { sql } from 'kysely'
import { type ChainedRecord, chainHash, GENESIS } from '../journal/chain.ts'
import type { AnyTx } from './tables.ts'

const BATCH_ROWS = 500

type Row = ChainedRecord & { readonly hash: Buffer }

export type VerifiedChains = {
  readonly chains: number
  readonly records: number
  readonly broken: readonly string[]
}

/** Recomputes every chain of every matter's journal; `broken` names those that are not whole, by matter and chain. */
export async function verifyChains(tx: AnyTx): Promise<VerifiedChains> {
  const broken = new Set<string>()
  let [chain, seq, previous, chains, records]: [string, number, Uint8Array, number, number] = [
    '',
    0,
    GENESIS,
    0,
    0,
  ]
  for await (const row of readJournal(tx)) {
    const name = `${row.matterId}/${row.chain}`
    if (name !== chain) {
      ;[chain, seq, previous] = [name, 0, GENESIS]
      chains += 1
    }
    seq += 1
    records += 1
    const { hash, ...record } = row
    previous = chainHash(previous, record)
    if (record.seq !== seq || !hash.equals(previous)) broken.add(name)
    // Of the rest of it every record would be found: the first is enough.
    previous = hash
  }
  return { chains, records, broken: [...broken] }
}

async function* readJournal(tx: AnyTx): AsyncGenerator<Row> {
  await sql`
    declare journal_rows cursor for
    select matter_id as "matterId", chain, seq, session_id as "sessionId", at, type, actor, data, hash
    from app.journal order by matter_id, chain, seq`.execute(tx)
  for (;;) {
    const { rows } = await sql<Row>`fetch ${sql.lit(BATCH_ROWS)} from journal_rows`.execute(tx)
    if (rows.length === 0) break
    yield* rows
  }
  await sql`close journal_rows`.execute(tx)
}

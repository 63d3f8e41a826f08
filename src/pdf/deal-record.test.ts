import { expect, test } from 'vitest'
import { type DealRecord, renderDealRecord } from './deal-record.ts'

const record: DealRecord = {
  isPractice: false,
  caption: 'Harlow v. Pike Freight, Inc.',
  forum: 'Superior Court of California, County of Alameda',
  caseNumber: 'RG26-104233',
  currency: 'USD',
  timeZone: 'America/Los_Angeles',
  words: { plaintiff: 'plaintiff', defendant: 'defendant' },
  represents: { plaintiff: 'Dana Harlow', defendant: 'Pike Freight, Inc.' },
  dealNumberCents: 8_000_000n,
  bonusCents: 400_000n,
  bonusTo: 'defendant',
  settlementCents: 7_600_000n,
  terms: { version: 2, sha256: 'ab'.repeat(32) },
  rulesVersion: '2026-11-22',
  termsSettledAt: Date.UTC(2026, 0, 5, 15),
  opensAt: Date.UTC(2026, 0, 6, 15),
  dealAt: Date.UTC(2026, 0, 10, 9),
  sessionId: '0d4f4d7e-8a3e-4f3f-9a60-5f3c1a2b3c4d',
}

test('the same deal gives the same bytes', async () => {
  expect(await renderDealRecord(record)).toEqual(await renderDealRecord({ ...record }))
})

test('stays on one page, however long the texts are', async () => {
  const long = 'A very long name of a party, and others similarly situated, '.repeat(40)
  const bytes = await renderDealRecord({
    ...record,
    caption: long,
    forum: long,
    represents: { plaintiff: long, defendant: long },
  })
  expect(bytes.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(1)
})

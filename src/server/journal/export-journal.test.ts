import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { enterOver, openMatterForTwo, openSession } from '../../../tests/support/negotiation.ts'
import { createPerson } from '../../../tests/support/people.ts'
import { startTestServer, type TestServer } from '../../../tests/support/test-server.ts'
import type { JournalFile } from './journal-file.ts'
import { journalFileSchema } from './journal-file.ts'
import { verifyJournal } from './verify-journal.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ clusterUrl: inject('clusterUrl'), http: true })
})
afterAll(() => server.close())

test('each side exports the shared chain and its own, whole and signed, and nothing of the other’s', async () => {
  const negotiation = await openMatterForTwo(server)
  await openSession(negotiation)
  await enterOver(negotiation, 'plaintiff', 9_000_000n, 'opening')
  const { matterId, people } = negotiation
  const plaintiffs = await server.services.activity.exportJournal(people.plaintiff.viewer, matterId)
  const defendants = await server.services.activity.exportJournal(people.defendant.viewer, matterId)
  if (!plaintiffs || !defendants) throw new Error('no journal')

  for (const file of [plaintiffs, defendants]) expect(verifyJournal(asRead(file))).toEqual([])
  expect(plaintiffs.records.some(({ type }) => type === 'number-entered')).toBe(true)
  expect(JSON.stringify(defendants)).not.toContain('number-entered')
  expect(defendants.heads.map(({ chain }) => chain)).toEqual(['shared', 'defendant'])
  expect(plaintiffs.publicKey).toBe(defendants.publicKey)
})

test('nobody is told in the journal whose entry made a deal', async () => {
  const negotiation = await openMatterForTwo(server)
  await openSession(negotiation)
  server.clock.advance(60 * 3_600_000)
  await enterOver(negotiation, 'plaintiff', 9_000_000n, 'adjustment')
  await enterOver(negotiation, 'defendant', 9_000_000n, 'adjustment')
  const { matterId, people } = negotiation
  const file = await server.services.activity.exportJournal(people.plaintiff.viewer, matterId)
  expect(file?.records.find(({ type }) => type === 'deal-made')?.actor).toBeNull()
})

test('who has no seat gets nothing', async () => {
  const { matterId } = await openMatterForTwo(server)
  const stranger = await createPerson(server.ctx)
  expect(await server.services.activity.exportJournal(stranger.viewer, matterId)).toBeNull()
})

/** As somebody who got the file reads it. */
function asRead(file: JournalFile): JournalFile {
  return journalFileSchema.parse(JSON.parse(JSON.stringify(file)))
}

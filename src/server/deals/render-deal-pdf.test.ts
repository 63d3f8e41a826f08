import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { hours, openMatterForTwo, openSession } from '../../../tests/support/negotiation.ts'
import { openTable } from '../../../tests/support/table.ts'
import { startTestServer, type TestServer } from '../../../tests/support/test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ clusterUrl: inject('clusterUrl') })
})
afterAll(() => server.close())

test('the paper of a deal has the same bytes for both sides, whenever it is asked for', async () => {
  const negotiation = await openMatterForTwo(server)
  await openSession(negotiation)
  const table = openTable(negotiation, server.services)
  await table.enter('plaintiff', 'opening', 20_000_00n)
  await table.enter('defendant', 'opening', 20_000_00n)
  server.clock.advance(hours(49))
  await table.read('defendant')
  const { people, matterId } = negotiation
  const paper = async (side: 'plaintiff' | 'defendant') =>
    Buffer.from((await server.services.deals.renderDealPdf(people[side].viewer, matterId)) ?? []).toString(
      'latin1',
    )
  const plaintiff = await paper('plaintiff')
  server.clock.advance(hours(5))
  expect(plaintiff).toMatch(/^%PDF-1\.7/)
  expect((await paper('defendant')) === plaintiff).toBe(true)
})

import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { findClientAddress } from '../accounts/client-address.ts'
import { clientAddress } from './client-address.ts'

async function addressSeen(behindProxy: boolean, headers: Record<string, string>, peer = '192.0.2.1') {
  const app = new Hono()
  app.use(clientAddress(behindProxy))
  app.get('/', (c) => c.text(findClientAddress(c.req.raw.headers) ?? 'none'))
  const answer = await app.request('/', { headers }, { incoming: { socket: { remoteAddress: peer } } })
  return answer.text()
}

const lies = { 'x-backchannel-client-address': '203.0.113.9', 'x-forwarded-for': '203.0.113.8' }

it('takes the other end of the connection, whatever the request says', async () => {
  expect(await addressSeen(false, lies)).toBe('192.0.2.1')
})

it('takes what the nearest proxy has added, not what was there before', async () => {
  const headers = { ...lies, 'x-forwarded-for': '203.0.113.8, 198.51.100.7' }
  expect(await addressSeen(true, headers)).toBe('198.51.100.7')
})

it('falls back to the connection where the proxy says nothing, or nonsense', async () => {
  expect(await addressSeen(true, {})).toBe('192.0.2.1')
  expect(await addressSeen(true, { 'x-forwarded-for': 'unknown' })).toBe('192.0.2.1')
})

it('leaves no address that the request made up where there is none', async () => {
  expect(await addressSeen(false, lies, 'nowhere')).toBe('none')
})

it('takes a network of one subscriber for one place, and an IPv4 address in either spelling', () => {
  const place = (address: string) =>
    findClientAddress(new Headers({ 'x-backchannel-client-address': address }))
  expect(place('2001:db8:1:2:aaaa::1')).toBe(place('2001:db8:1:2:bbbb::2'))
  expect(place('2001:db8:1:2::1')).not.toBe(place('2001:db8:1:3::1'))
  expect(place('::ffff:192.0.2.1')).toBe('192.0.2.1')
})

import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { type SecurityVariables, securityHeaders } from './security-headers.ts'

test('no browser keeps an answer, but for one that says so itself', async () => {
  const app = new Hono<{ Variables: SecurityVariables }>()
  app.use(securityHeaders(() => 'a-nonce', true, false))
  app.get('/page', (c) => c.text('read once'))
  app.get('/asset', (c) => c.text('read often', 200, { 'Cache-Control': 'public, max-age=60' }))
  const kept = async (path: string) => (await app.request(path)).headers.get('Cache-Control')
  expect(await kept('/page')).toBe('no-store')
  expect(await kept('/nowhere')).toBe('no-store')
  expect(await kept('/asset')).toBe('public, max-age=60')
})

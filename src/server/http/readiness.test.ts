import { expect, test } from 'vitest'
import { healthRoutes } from './health-routes.ts'
import { openReadiness, type ReadinessContext } from './readiness.ts'

const withClock = (clock: () => Promise<number>) =>
  healthRoutes(openReadiness({ clock } as unknown as ReadinessContext))

async function said(routes: ReturnType<typeof healthRoutes>, path: string) {
  const answer = await routes.request(path)
  return [answer.status, await answer.text()]
}

test('a process whose database answers is ready', async () => {
  const routes = withClock(async () => 1)
  expect(await said(routes, '/readyz')).toEqual([200, 'ready'])
  expect(await said(routes, '/healthz')).toEqual([200, 'ok'])
})

test('one whose database is away is alive and not ready, and says nothing of why', async () => {
  const routes = withClock(async () => {
    throw new Error('password of owner refused')
  })
  expect(await said(routes, '/readyz')).toEqual([503, 'database-unreachable'])
  expect(await said(routes, '/healthz')).toEqual([200, 'ok'])
})

test('one that is about to stop is not ready, were the database still being asked', async () => {
  const answer = Promise.withResolvers<number>()
  const readiness = openReadiness({ clock: () => answer.promise } as unknown as ReadinessContext)
  const asked = readiness.check()
  readiness.drain()
  answer.resolve(1)
  expect(await asked).toBe('draining')
  expect(await said(healthRoutes(readiness), '/readyz')).toEqual([503, 'draining'])
})

test('many who ask at once ask the database once', async () => {
  let asked = 0
  const routes = withClock(async () => {
    asked += 1
    return 1
  })
  await Promise.all(Array.from({ length: 50 }, () => said(routes, '/readyz')))
  expect(asked).toBe(1)
})

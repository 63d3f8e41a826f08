import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import {
  enterOver,
  type Negotiation,
  openMatterForTwo,
  openSession,
  readOver,
} from '../../../tests/support/negotiation.ts'
import { startTestServer, type TestServer } from '../../../tests/support/test-server.ts'
import { startTraceReceiver } from '../../../tests/support/trace-receiver.ts'
import { type Metrics, openMetrics } from './metrics.ts'
import type { Observation } from './open-observation.ts'
import { openTracing } from './open-tracing.ts'
import { operationsRoutes } from './operations-routes.ts'

let server: TestServer | undefined
let metrics: Metrics
let tracing: ReturnType<typeof openTracing>
let collector: Awaited<ReturnType<typeof startTraceReceiver>>

beforeEach(async () => {
  collector = await startTraceReceiver()
})
afterEach(async () => {
  await server?.close()
  await collector.close()
})

beforeEach(() => {
  server = undefined
})

const start = async (observation?: Observation): Promise<TestServer> => {
  server = await startTestServer({
    clusterUrl: inject('clusterUrl'),
    http: 'api',
    ...(observation ? { observation } : {}),
  })
  return server
}

async function startObserved(observation: Observation): Promise<Negotiation> {
  const negotiation = await openMatterForTwo(await start(observation))
  await openSession(negotiation)
  return negotiation
}

/** Whatever of a matter and its people must be nowhere. */
async function secretsOf(negotiation: Negotiation): Promise<readonly string[]> {
  const { session, matter } = await readOver(negotiation, 'plaintiff')
  const people = Object.values(negotiation.people).flatMap(({ viewer }) => [
    viewer.userId,
    viewer.email,
    viewer.name,
  ])
  return [negotiation.matterId, session.id, matter.caption, '7777700', '77,777', '127.0.0.1', ...people]
}

describe('metrics', () => {
  beforeEach(() => {
    metrics = openMetrics()
  })
  const observation = (): Observation => ({
    observe: metrics.observe,
    metrics,
    traces: false,
    close: async () => {},
  })

  /** Lines of our own figures, without what every program of Node has. */
  const ownLines = async () =>
    (await metrics.text()).split('\n').filter((line) => line.startsWith('backchannel_'))

  test('count requests and calls by classes that tell neither matter nor act, and how much is behind', async () => {
    const negotiation = await startObserved(observation())
    expect(await enterOver(negotiation, 'plaintiff', 7_777_700n, 'opening')).toMatchObject({ code: null })
    const secrets = await secretsOf(negotiation)
    await fetch(`${negotiation.server.url}/healthz`)
    const lines = await ownLines()
    const text = lines.join('\n')
    for (const secret of secrets) expect(text).not.toContain(secret)
    expect(text).toMatch(/backchannel_http_request_seconds_count\{route="api",status="2xx"\} \d+/)
    expect(text).toMatch(/backchannel_http_request_seconds_count\{route="health",status="2xx"\} 1/)
    expect(text).toMatch(/backchannel_matcher_call_seconds_count\{outcome="answered"\} \d+/)
    expect(text).toMatch(/backchannel_database_connections\{state="open"\} [1-9]/)
    expect(text).toMatch(/backchannel_mails_waiting [1-9]/)
    expect(text).toMatch(/backchannel_jobs_waiting 0/)
    const labels = new Set(
      [...text.matchAll(/(\w+)="([^"]*)"/g)].filter(([, name]) => name !== 'le').map(([each]) => each),
    )
    const known =
      /^(route="(page|api|events|file|health)"|status="[1-5]xx"|outcome="(answered|unavailable|outcome-unknown|done|failed)"|state="(open|idle|waited-for)")$/
    expect([...labels].filter((label) => !known.test(label))).toEqual([])
  })

  test('an entry and a look at the session are one and the same in them, whichever side it was and of what amount', async () => {
    const negotiation = await startObserved(observation())
    const counts = async () =>
      (await ownLines()).filter((line) => /^backchannel_http_request_seconds_count/.test(line))
    const before = await counts()
    await readOver(negotiation, 'defendant')
    await readOver(negotiation, 'defendant')
    const afterTwoLooks = await counts()
    // One look, for the key to seal to, goes before each command as it does here.
    await enterOver(negotiation, 'plaintiff', 7_777_700n, 'opening').catch(() => null)
    const names = (lines: readonly string[]) => lines.map((line) => line.replace(/ \d+$/, ''))
    expect(names(await counts())).toEqual(names(afterTwoLooks))
    expect(names(before).every((name) => names(afterTwoLooks).includes(name))).toBe(true)
  })

  test('are for those who bring the token', async () => {
    const { url } = await start()
    const readiness = { check: async () => 'ready' as const, drain: () => {} }
    const routes = operationsRoutes(metrics, readiness, 'a token of the tests')
    const ask = (headers: Record<string, string>) => routes.request('/metrics', { headers })
    expect((await ask({})).status).toBe(401)
    expect((await ask({ Authorization: 'Bearer a token of the test' })).status).toBe(401)
    const answer = await ask({ Authorization: 'Bearer a token of the tests' })
    expect([answer.status, answer.headers.get('Content-Type')]).toEqual([
      200,
      expect.stringContaining('text/plain'),
    ])
    expect((await operationsRoutes(metrics, readiness, null).request('/metrics')).status).toBe(200)
    // They are nowhere on the port of the product.
    expect(await (await fetch(`${url}/metrics`)).text()).not.toContain('backchannel_')
  })
})

describe('traces', () => {
  test('have a span for request, use case, connection and matcher, each within the one before, and name nobody', async () => {
    tracing = openTracing({ endpoint: collector.endpoint, service: 'backchannel-test' })
    const negotiation = await startObserved({
      observe: tracing.observe,
      metrics: null,
      traces: true,
      close: tracing.close,
    })
    expect(await enterOver(negotiation, 'plaintiff', 7_777_700n, 'opening')).toMatchObject({ code: null })
    const secrets = await secretsOf(negotiation)
    await tracing.close()

    const spans = collector.spans()
    const byId = new Map(spans.map((span) => [span.spanId, span]))
    const pathOf = (span: (typeof spans)[number]): string => {
      const parent = byId.get(span.parentSpanId ?? '')
      return parent ? `${pathOf(parent)} > ${span.name}` : span.name
    }
    const paths = new Set(spans.map(pathOf))
    expect(paths).toContain('request api')
    expect(paths).toContain('request api > use-case sessions.act')
    expect(paths).toContain('request api > use-case sessions.act > database connection')
    expect(paths).toContain('request api > use-case sessions.act > matcher call')
    expect(collector.bodies()).toContain('backchannel-test')
    for (const secret of secrets) expect(collector.bodies()).not.toContain(secret)
    expect(collector.bodies()).not.toMatch(/entries|enterNumber|select |insert /)
  })

  test('what fails is marked as such, without a word of the error', async () => {
    tracing = openTracing({ endpoint: collector.endpoint, service: 'backchannel-test' })
    const failing = tracing.observe({ kind: 'matcher', name: 'call' }, async () => {
      throw new Error('Failing row contains 7777700')
    })
    await expect(failing).rejects.toThrow('Failing row')
    await tracing.close()
    expect(collector.spans().some((span) => JSON.stringify(span).includes('"code":2'))).toBe(true)
    expect(collector.bodies()).not.toContain('Failing row')
  })
})

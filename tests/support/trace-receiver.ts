import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { z } from 'zod'

const spanSchema = z.looseObject({
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  traceId: z.string(),
  name: z.string(),
})
const requestSchema = z.object({
  resourceSpans: z.array(z.object({ scopeSpans: z.array(z.object({ spans: z.array(spanSchema) })) })),
})

export type ReceivedSpan = z.output<typeof spanSchema>

/** A collector of traces, over OTLP/HTTP in JSON. */
export async function startTraceReceiver() {
  const bodies: string[] = []
  const server = createServer((request, response) => {
    text(request).then((body) => {
      if (request.method === 'POST' && request.url === '/v1/traces') bodies.push(body)
      response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    /** All that came, as it came. */
    bodies: () => bodies.join('\n'),
    spans: (): readonly ReceivedSpan[] =>
      bodies.flatMap((body) =>
        requestSchema
          .parse(JSON.parse(body))
          .resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
      ),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

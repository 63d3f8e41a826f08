import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import type { Observe } from './observer.ts'

export type Tracing = {
  readonly observe: Observe
  /** Sends what is left. */
  close(): Promise<void>
}

export type TracingOptions = {
  /** Of the collector (OTLP over HTTP), without a path. */
  readonly endpoint: string
  /** `backchannel-web`, say. */
  readonly service: string
}

/**
 * A span for each thing observed, within that which it is part of, sent to a collector. Loaded where tracing is set, and
 * nowhere else.
 *
 * The provider is ours alone and not the one of the process: libraries that trace themselves would send along paths and
 * ids of what people do.
 */
export function openTracing({ endpoint, service }: TracingOptions): Tracing {
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': service }),
    spanProcessors: [
      new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url: `${endpoint}/v1/traces` }) }),
    ],
  })
  const tracer = provider.getTracer('backchannel')
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())

  return {
    async observe({ kind, name }, work, outcomeOf = () => 'done') {
      const span = tracer.startSpan(`${kind} ${name}`, {
        kind: kind === 'request' ? SpanKind.SERVER : SpanKind.INTERNAL,
      })
      try {
        const result = await context.with(trace.setSpan(context.active(), span), work)
        span.setAttribute('outcome', outcomeOf(result))
        return result
      } catch (error) {
        // Without its message, in which a database may quote a row.
        span.setStatus({ code: SpanStatusCode.ERROR })
        throw error
      } finally {
        span.end()
      }
    },
    async close() {
      await provider.shutdown()
      context.disable()
    },
  }
}

import type { Config } from '../config.ts'
import { type Metrics, openMetrics } from './metrics.ts'
import { type Observe, observeNothing, observeWith } from './observer.ts'

export type Observation = {
  readonly observe: Observe
  /** Null where nobody can ask for them. */
  readonly metrics: Metrics | null
  /** Whether single connections and use cases are of interest. */
  readonly traces: boolean
  close(): Promise<void>
}

export const NO_OBSERVATION: Observation = {
  observe: observeNothing,
  metrics: null,
  traces: false,
  close: async () => {},
}

/** What the settings ask for: metrics where they can be read, traces where there is a collector. */
export async function openObservation({ operations, tracing, role }: Config): Promise<Observation> {
  const metrics = operations === null ? null : openMetrics()
  const traced =
    tracing === null
      ? null
      : (await import('./open-tracing.ts')).openTracing({
          endpoint: tracing.endpoint,
          service: `backchannel-${role}`,
        })
  const observers = [metrics?.observe, traced?.observe].filter((observe) => observe !== undefined)
  return {
    observe: observeWith(...observers),
    metrics,
    traces: traced !== null,
    close: async () => traced?.close(),
  }
}

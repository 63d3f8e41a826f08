import type pg from 'pg'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Observe, Observed } from './observer.ts'

export type Metrics = {
  readonly observe: Observe
  watchPool(pool: Pick<pg.Pool, 'totalCount' | 'idleCount' | 'waitingCount'>): void
  /** Asked for when the metrics are; without an answer (the database is away) the last one stays. */
  watchWaiting(read: () => Promise<{ readonly jobs: number; readonly mails: number }>): void
  /** In the text format of Prometheus. */
  text(): Promise<string>
  readonly contentType: string
}

/** In seconds: what a person does not feel up to what a time-out ends. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

/** Counters of one process since its start. None has a label that grows with what people do. */
export function openMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const histogram = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Histogram<L>({ name, help, labelNames: [...labelNames], buckets: BUCKETS, registers: [registry] })
  const gauge = <L extends string>(
    name: string,
    help: string,
    collect: (this: Gauge<L>) => void | Promise<void>,
    labelNames: readonly L[] = [],
  ) => new Gauge<L>({ name, help, labelNames: [...labelNames], registers: [registry], collect })

  const requests = histogram(
    'backchannel_http_request_seconds',
    'Requests, by class of route and of status',
    ['route', 'status'],
  )
  const matcher = histogram('backchannel_matcher_call_seconds', 'Calls to the matcher, of every kind', [
    'outcome',
  ])
  const jobs = histogram('backchannel_job_seconds', 'Jobs done, of every kind', ['outcome'])

  function ender({ kind, name }: Observed): (outcome: string) => void {
    if (kind === 'request') {
      const end = requests.startTimer({ route: name })
      return (status) => end({ status })
    }
    if (kind !== 'matcher' && kind !== 'job') return () => {}
    const end = (kind === 'matcher' ? matcher : jobs).startTimer()
    return (outcome) => end({ outcome })
  }

  return {
    async observe(what, work, outcomeOf = () => 'done') {
      const end = ender(what)
      try {
        const result = await work()
        end(outcomeOf(result))
        return result
      } catch (error) {
        end('failed')
        throw error
      }
    },
    watchPool(pool) {
      gauge(
        'backchannel_database_connections',
        'Connections of the pool: those there are, those unused, and requests that wait for one',
        function () {
          this.set({ state: 'open' }, pool.totalCount)
          this.set({ state: 'idle' }, pool.idleCount)
          this.set({ state: 'waited-for' }, pool.waitingCount)
        },
        ['state'],
      )
    },
    watchWaiting(read) {
      let known = { jobs: 0, mails: 0 }
      const fresh = async () => {
        known = await read().catch(() => known)
        return known
      }
      gauge(
        'backchannel_jobs_waiting',
        'Jobs of the whole installation that are due and not begun',
        async function () {
          this.set((await fresh()).jobs)
        },
      )
      gauge(
        'backchannel_mails_waiting',
        'Mails of the whole installation that are not sent yet',
        async function () {
          this.set((await fresh()).mails)
        },
      )
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  }
}

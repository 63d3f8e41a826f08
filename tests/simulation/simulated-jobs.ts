import { sql } from 'kysely'
import pg from 'pg'
import { WEB_ROLE } from '../../src/server/db/roles.ts'
import type { Jobs } from '../../src/server/jobs/jobs.ts'

/** A queue that keeps what is enqueued in the transaction of the caller, and leaves when to work to the simulation. */
export const simulatedJobs: Jobs = {
  async enqueueSessionDue(tx, sessionId, dueAt) {
    await sql`insert into app.simulated_jobs (kind, ref, due_at)
      values ('session-due', ${sessionId}, ${dueAt})`.execute(tx)
  },
  async enqueueMail(tx, outboxId, notBefore) {
    await sql`insert into app.simulated_jobs (kind, ref, due_at)
      values ('mail', ${outboxId}, ${notBefore ?? 0})`.execute(tx)
  },
  start: async () => {},
  stop: async () => {},
}

export type SimulatedJob = {
  readonly id: number
  readonly kind: 'session-due' | 'mail'
  readonly ref: string
  readonly dueAt: number
}

/** The table of the queue, in a database of the simulation's own. */
export async function makeJobsTable(owner: pg.Client): Promise<void> {
  await owner.query(`
    create table app.simulated_jobs (
      id int generated always as identity primary key,
      kind text not null, ref text not null, due_at int8 not null);
    grant insert on app.simulated_jobs to ${pg.escapeIdentifier(WEB_ROLE)}`)
}

/** The queue of one matter. */
export class JobQueue {
  readonly #owner: pg.Client
  readonly #forgotten = new Set<number>()

  constructor(owner: pg.Client) {
    this.#owner = owner
  }

  async list(): Promise<readonly SimulatedJob[]> {
    const { rows } = await this.#owner.query<SimulatedJob>({
      name: 'list-jobs',
      text: 'select id, kind, ref, due_at as "dueAt" from app.simulated_jobs where id <> all($1) order by id',
      values: [[...this.#forgotten]],
    })
    return rows
  }

  forget({ id }: SimulatedJob): void {
    this.#forgotten.add(id)
  }
}

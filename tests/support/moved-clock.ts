import pg from 'pg'

export type MovedClock = {
  /** From now on the database says that it is so much later. */
  advance(ms: number): Promise<void>
  close(): Promise<void>
}

/**
 * Lets a test pass days by before the shipped program, which takes its time from the database and has no other way in:
 * a superuser puts a clock that is ahead in the place of PostgreSQL's own. Before the program has connected.
 */
export async function moveClockOf(ownerUrl: string): Promise<MovedClock> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  await client.query(`
    create schema of_the_test;
    create table of_the_test.moved_clock (ahead interval not null);
    insert into of_the_test.moved_clock values (interval '0');
    grant usage on schema of_the_test to public;
    grant select on of_the_test.moved_clock to public;
    alter function pg_catalog.clock_timestamp() rename to clock_timestamp_of_the_machine;
    create function pg_catalog.clock_timestamp() returns timestamptz language sql volatile as
      'select pg_catalog.clock_timestamp_of_the_machine() + ahead from of_the_test.moved_clock'`)
  return {
    async advance(ms) {
      await client.query(
        `update of_the_test.moved_clock set ahead = ahead + make_interval(secs => $1 / 1000.0)`,
        [ms],
      )
    },
    close: () => client.end(),
  }
}

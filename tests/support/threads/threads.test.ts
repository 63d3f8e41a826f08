import { expect, test } from 'vitest'
import { newThread, type Thread, Threads } from './threads.ts'

/*
 * Here no database answers: the test says when a statement is over, and which backends the server finds waiting.
 */

type Statement = { readonly sql: string; readonly done: Promise<void> }

const AT_ONCE = Promise.resolve()

/** A thread whose statements are these; its backend is its number. */
function working(threads: Threads, backend: number, statements: readonly Statement[]): Promise<Thread> {
  const line = newThread(`line ${backend}`)
  const begun = threads.begin(line, async () => {
    for (const { sql, done } of statements) {
      await threads.stand(line, sql)
      await threads.run(line, { sql, backend, run: () => done })
    }
  })
  return begun.then(({ thread }) => thread)
}

test('no second thread comes to a statement at which one waits for a lock', async () => {
  const threads = new Threads(async (asked) => new Set(asked.filter((backend) => backend === 2)))
  const lock = Promise.withResolvers<void>()
  const holder = await working(threads, 1, [
    { sql: 'begin', done: AT_ONCE },
    { sql: 'commit', done: AT_ONCE },
  ])
  const first = await working(threads, 2, [{ sql: 'lock', done: lock.promise }])
  const second = await working(threads, 3, [{ sql: 'lock', done: AT_ONCE }])
  expect(threads.standing).toEqual([holder, first, second])
  await threads.step(holder)
  await threads.step(first)
  expect(threads.standing).toEqual([holder])
  lock.resolve()
  await threads.step(holder)
  expect(threads.standing).toEqual([second])
})

test('a lock that is let go of while the server is asked is waited for no longer', async () => {
  const lock = Promise.withResolvers<void>()
  const commit = Promise.withResolvers<void>()
  let isCommitting = false
  const threads: Threads = new Threads(async () => {
    if (!isCommitting) return new Set([2])
    // The server looked before the commit, and its answer comes after it.
    commit.resolve()
    while (!threads.standing.some(({ next }) => next === 'after')) await new Promise(setImmediate)
    setImmediate(lock.resolve)
    return new Set([2])
  })
  const holder = await working(threads, 1, [
    { sql: 'begin', done: AT_ONCE },
    { sql: 'commit', done: commit.promise },
    { sql: 'after', done: AT_ONCE },
  ])
  const waiting = await working(threads, 2, [
    { sql: 'begin', done: AT_ONCE },
    { sql: 'lock', done: lock.promise },
    { sql: 'on', done: AT_ONCE },
  ])
  await threads.step(holder)
  await threads.step(waiting)
  await threads.step(waiting)
  isCommitting = true
  await threads.step(holder)
  expect(threads.standing).toEqual([holder, waiting])
})

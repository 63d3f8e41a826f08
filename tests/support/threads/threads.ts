import { AsyncLocalStorage } from 'node:async_hooks'
import type { Statement } from './gated-pool.ts'

/** One line of work whose SQL statements are let through one by one: a request, a job, a call in the matcher. */
export type Thread = {
  readonly label: string
  /** The next statement, while the thread stands before it. */
  next: string | null
  /** The statement that a backend is at, and that backend. */
  asked: string | null
  backend: number | null
  /** Has a transaction open, and with it, it may be, what others wait for. */
  isInTransaction: boolean
  /** That backend waits for a lock, until somebody else's transaction ends. */
  isBlocked: boolean
  isOver: boolean
  /** Waits for another thread, which it has started. */
  waitsFor: Thread | null
}

/** Of these backends, those that wait for a lock which another of them holds. */
export type ListBlocked = (backends: readonly number[]) => Promise<ReadonlySet<number>>

/** How long a statement is waited for before the server is asked whether it is blocked. It decides nothing. */
const PATIENCE_MS = 2

/**
 * Threads that stand still before each of their statements until they are let on. Between two steps nothing runs: every
 * thread stands, waits for a lock that a standing one holds, or waits for a thread. So one order of steps is one
 * course of events, however fast the machine is.
 */
export class Threads {
  readonly #current = new AsyncLocalStorage<Thread>()
  readonly #letOn = new Map<Thread, () => void>()
  #live: Thread[] = []
  #changed = Promise.withResolvers<void>()
  /** How many transactions have ended. */
  #released = 0
  readonly #listBlocked: ListBlocked

  constructor(listBlocked: ListBlocked) {
    this.#listBlocked = listBlocked
  }

  /** The thread that this code is part of; null outside of all. */
  get current(): Thread | null {
    return this.#current.getStore() ?? null
  }

  /**
   * Those that may be let on, in the order in which they began. Of two that wait for one row PostgreSQL lets either go first, as it
   * happens: so where a thread waits at a statement, no other comes to the same.
   */
  get standing(): readonly Thread[] {
    const standing = this.#live.filter((thread) => this.#letOn.has(thread))
    const waitedAt = new Set(this.#live.map(({ isBlocked, asked }) => (isBlocked ? asked : null)))
    const free = standing.filter(({ next }) => !waitedAt.has(next))
    return free.length > 0 ? free : standing
  }

  get live(): readonly Thread[] {
    return this.#live
  }

  /** Begins a thread and returns when it stands before its first statement, or is over. */
  async begin<T, Kind extends Thread>(
    thread: Kind,
    work: (thread: Kind) => Promise<T>,
  ): Promise<{ readonly thread: Kind; readonly result: Promise<T> }> {
    const result = this.fork(thread, work)
    await this.settle()
    return { thread, result }
  }

  /** Begins a thread from within another; only `settle` waits for it to stand. */
  fork<T, Kind extends Thread>(thread: Kind, work: (thread: Kind) => Promise<T>): Promise<T> {
    this.#live.push(thread)
    const result = this.#current.run(thread, async () => {
      try {
        return await work(thread)
      } finally {
        thread.isOver = true
        this.#live = this.#live.filter((each) => each !== thread)
        this.#tell()
      }
    })
    // Whoever began it looks at what came of it; that nobody does so at once is no unhandled rejection.
    result.catch(() => {})
    return result
  }

  /** Waits, within `thread`, for what another one does. */
  async wait<T>(thread: Thread, other: Thread, result: Promise<T>): Promise<T> {
    thread.waitsFor = other
    this.#tell()
    try {
      return await result
    } finally {
      thread.waitsFor = null
    }
  }

  /** Stands before a statement until the thread is let on. */
  async stand(thread: Thread, statement: string): Promise<void> {
    thread.next = statement
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#letOn.set(thread, resolve)
    this.#tell()
    await promise
    thread.next = null
  }

  /** Runs a statement of the thread on a backend. A transaction that ends lets go of what others may wait for. */
  async run(thread: Thread, { sql, backend, run }: Statement): Promise<unknown> {
    thread.asked = sql
    thread.backend = backend
    if (sql === 'begin') thread.isInTransaction = true
    try {
      return await run()
    } finally {
      thread.asked = null
      thread.backend = null
      thread.isBlocked = false
      if (sql === 'commit' || sql === 'rollback') {
        thread.isInTransaction = false
        this.#released += 1
        for (const each of this.#live) each.isBlocked = false
      }
    }
  }

  /** Lets a standing thread on by one statement, and returns when nothing runs any more. */
  async step(thread: Thread): Promise<void> {
    const letOn = this.#letOn.get(thread)
    if (!letOn) throw new Error(`${thread.label} does not stand`)
    this.#letOn.delete(thread)
    letOn()
    await this.settle()
  }

  /** Returns when nothing runs any more. */
  async settle(): Promise<void> {
    for (;;) {
      const running = this.#live.filter((thread) => this.#isRunning(thread))
      if (running.length === 0) return
      const changed = this.#changed.promise
      // Where no transaction is left open meanwhile, nobody holds what another could wait for.
      if (!this.#live.some((thread) => thread.isInTransaction && !this.#isRunning(thread))) {
        await changed
        continue
      }
      if (await isDoneWithin(PATIENCE_MS, changed)) continue
      await this.#lookForBlocked()
    }
  }

  /** Where all wait for each other: until the server ends one of them. */
  async waitForChange(): Promise<void> {
    await this.#changed.promise
    for (const each of this.#live) each.isBlocked = false
    await this.settle()
  }

  #isRunning(thread: Thread): boolean {
    return (
      !this.#letOn.has(thread) && !thread.isBlocked && (thread.waitsFor === null || thread.waitsFor.isOver)
    )
  }

  async #lookForBlocked(): Promise<void> {
    const asked = this.#live.filter(({ backend }) => backend !== null)
    const others = this.#live.filter((thread) => this.#isRunning(thread) && thread.backend === null)
    // Only when all that run are in the database is a thread that waits there sure to wait for a standing one.
    if (asked.length === 0 || others.length > 0) return
    const released = this.#released
    const blocked = await this.#listBlocked(asked.map(({ backend }) => backend ?? 0))
    // What was waited for may have been let go of since the server looked.
    if (released !== this.#released) return
    const running = asked.filter((thread) => this.#isRunning(thread))
    if (running.some(({ backend }) => backend === null || !blocked.has(backend))) return
    for (const thread of running) thread.isBlocked = true
  }

  #tell(): void {
    const { resolve } = this.#changed
    this.#changed = Promise.withResolvers()
    resolve()
  }
}

async function isDoneWithin(ms: number, promise: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const passed = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms)
  })
  try {
    return await Promise.race([promise.then(() => true), passed])
  } finally {
    clearTimeout(timer)
  }
}

export function newThread(label: string): Thread {
  return {
    label,
    next: null,
    asked: null,
    backend: null,
    isInTransaction: false,
    isBlocked: false,
    isOver: false,
    waitsFor: null,
  }
}

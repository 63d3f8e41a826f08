import type { Gate } from '../support/threads/gated-pool.ts'
import type { Threads } from '../support/threads/threads.ts'
import { Died, type Line } from './line.ts'
import type { SimulatedMatter } from './simulated-matter.ts'

type Parts = {
  readonly threads: Threads
  /** The matter that is being simulated; null while a lane prepares one. */
  readonly matter: () => SimulatedMatter | null
}

/** The connections of the web processes and workers: each statement waits for its turn, and may be a process's last. */
export function webGate({ threads, matter: current }: Parts): Gate {
  return async (statement) => {
    const line = threads.current as Line | null
    const matter = current()
    if (!line || !matter) return statement.run()
    const { sql } = statement
    // What the database does by itself for a client that is gone.
    if (sql === 'rollback') return threads.run(line, statement)
    await threads.stand(line, sql)
    matter.note(line, sql)
    if (!line.process.isAlive) throw new Died(line.process.name)
    if (matter.dies(sql === 'commit')) matter.kill(line.process, `before ${wordsOf(sql)}`)
    if (!line.process.isAlive) throw new Died(line.process.name)
    if (sql !== 'commit') {
      line.hasWritten = sql !== 'begin' && (line.hasWritten || !isRead(sql))
      const result = await threads.run(line, statement)
      if (isSessionLock(sql)) line.readings = [matter.now]
      return result
    }
    const result = await threads.run(line, statement)
    if (line.hasWritten) await matter.chronicle?.read(line)
    else matter.chronicle?.readNothingNew(line)
    line.readings = null
    if (matter.dies(true)) {
      matter.kill(line.process, 'after its commit')
      throw new Died(line.process.name)
    }
    return result
  }
}

/** The connections of the matcher, whose transactions fail by themselves. */
export function matcherGate({ threads, matter: current }: Parts): Gate {
  return async (statement) => {
    const line = threads.current as Line | null
    const matter = current()
    if (!line || !matter) return statement.run()
    const { sql } = statement
    if (sql === 'rollback') return threads.run(line, statement)
    await threads.stand(line, sql)
    matter.note(line, sql)
    const isCommit = sql === 'commit'
    if (matter.matcherFails(isCommit)) throw trouble(matter, line, `before ${wordsOf(sql)}`)
    const result = await threads.run(line, statement)
    if (isCommit && matter.matcherFails(true)) throw trouble(matter, line, 'after its commit')
    return result
  }
}

function trouble(matter: SimulatedMatter, line: Line, when: string): Error {
  matter.touch(line, `the matcher fails ${when}`)
  return new Error('the matcher fails')
}

/** A query that calls no function of ours. */
function isRead(sql: string): boolean {
  return /^select (?!.*\bapp\.)/is.test(sql)
}

function isSessionLock(sql: string): boolean {
  return /from "sessions" where .* for update$/.test(sql)
}

function wordsOf(sql: string): string {
  return sql.split(' ').slice(0, 3).join(' ')
}

import { ConfigError } from '../config.ts'
import { EmbeddedPostgresError } from '../db/embedded/index.ts'
import { StartError } from '../start-error.ts'

/** Says a line to whoever runs the program; with an exit code, to standard error. */
export type Say = (line: string, exitCode?: number) => void

/** Runs a program of the terminal; what a person can mend is said in plain lines, exit code 2. */
export async function runProgram(run: (say: Say) => Promise<void>): Promise<void> {
  const say: Say = (line, exitCode) => {
    if (exitCode === undefined) return console.log(line)
    console.error(line)
    process.exitCode = exitCode
  }
  try {
    await run(say)
  } catch (error) {
    const expected = [ConfigError, StartError, EmbeddedPostgresError].some((kind) => error instanceof kind)
    if (!(expected && error instanceof Error)) throw error
    say(error.message, 2)
  }
}

import { ConfigError, configOfProcess, type ProcessRole } from './config.ts'
import { EmbeddedPostgresError } from './db/embedded/index.ts'
import { type RunOptions, runServer } from './run-server.ts'
import { StartError } from './start-error.ts'

export type StartOptions = Omit<RunOptions, 'say'> & { readonly role?: ProcessRole }

/** Starts a process of the server with this process's settings; what a person can mend is said in plain lines, exit code 2. */
export async function start(
  { role = 'all', ...options }: StartOptions,
  overruled: Readonly<Record<string, string>> = {},
): Promise<void> {
  try {
    await runServer(configOfProcess(role, overruled), { ...options, say: (line) => console.log(line) })
  } catch (error) {
    const expected = [ConfigError, StartError, EmbeddedPostgresError].some((kind) => error instanceof kind)
    if (!(expected && error instanceof Error)) throw error
    console.error(error.message)
    process.exit(2)
  }
}

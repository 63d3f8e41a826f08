import { claimFolder, startEmbeddedPostgres } from './index.ts'

/**
 * A process of its own that starts the database in the folder of its first argument, as the product does, for tests
 * that kill it. It prints the lines of progress, then `ready <process id of the server>`, and stays.
 */
const folder = process.argv[2]
if (folder === undefined) throw new Error('which folder?')

const claim = await claimFolder(folder)
if (claim.ok) {
  process.stdout.write('claimed\n')
  const postgres = await startEmbeddedPostgres({ folder, log: (line) => process.stdout.write(`${line}\n`) })
  process.stdout.write(`ready ${postgres.postmasterPid}\n`)
  process.stdin.resume()
} else {
  process.stdout.write(`${claim.error}\n`)
}

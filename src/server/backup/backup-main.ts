import { resolve } from 'node:path'
import { configOfProcess } from '../config.ts'
import { openInstallation } from './open-installation.ts'
import { runProgram } from './run-program.ts'
import { writeBackup } from './write-backup.ts'

const WORDS = {
  exists: (folder: string) => `${folder} is there already; name a new folder.`,
  'no-schema': () => 'There is nothing to back up yet: the server has never been started.',
} as const

/** `npm run backup -- FOLDER`: exit code 0 for a whole backup, 2 where none was made. The server may run meanwhile. */
await runProgram(async (say) => {
  const folder = process.argv[2]
  if (folder === undefined) return say('usage: npm run backup -- FOLDER', 2)
  const installation = await openInstallation(configOfProcess('all'), () => {}, { alone: false })
  try {
    const written = await writeBackup(installation.parts, resolve(folder))
    if (!written.ok) return say(WORDS[written.error](folder), 2)
    const { tables, files, schemaVersion } = written.value
    const rows = tables.reduce((sum, table) => sum + table.rows, 0)
    say(`${folder}: ${rows} rows of ${tables.length} tables, ${files.length} files, schema ${schemaVersion}.`)
    say('The key folder and the secret of the installation are no part of it: see Deployment in the README.')
  } finally {
    await installation.close()
  }
})

import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { configOfProcess } from '../config.ts'
import { openInstallation } from './open-installation.ts'
import { type RestoreRefusal, restoreBackup } from './restore-backup.ts'
import { runProgram } from './run-program.ts'

/**
 * `npm run restore -- FOLDER [--replace] [--other-secret]`: exit code 0 where everything came out as it was, 1 for a
 * backup that is damaged, 2 where nothing was begun. The server must not run.
 */
await runProgram(async (say) => {
  const { values, positionals } = parseArgs({
    options: { replace: { type: 'boolean' }, 'other-secret': { type: 'boolean' } },
    allowPositionals: true,
  })
  const [folder] = positionals
  if (folder === undefined) return say('usage: npm run restore -- FOLDER [--replace] [--other-secret]', 2)
  const installation = await openInstallation(configOfProcess('all'), () => {}, { alone: true })
  try {
    const restored = await restoreBackup(installation.parts, resolve(folder), {
      replace: values.replace ?? false,
      otherSecret: values['other-secret'] ?? false,
    })
    if (!restored.ok) return say(inWords(restored.error, folder), restored.error.code === 'damaged' ? 1 : 2)
    const { manifest, journal } = restored.value
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
    say(
      `${folder}, made ${new Date(manifest.madeAt).toISOString()}, is restored: ${rows} rows, ${manifest.files.length} files,`,
    )
    say(`each as it was; ${journal.chains} chains of journals with ${journal.records} records, whole.`)
    say('Everybody has to sign in anew.')
  } finally {
    await installation.close()
  }
})

function inWords(refusal: RestoreRefusal, folder: string): string {
  switch (refusal.code) {
    case 'no-backup':
      return `${folder} holds no backup.`
    case 'in-use':
      return 'The database is in use: stop every web server, worker and matcher first.'
    case 'not-empty':
      return 'The installation is not empty. With --replace the backup takes the place of what is there, which is lost.'
    case 'newer':
      return 'The backup was made by a newer version of this program.'
    case 'other-secret':
      return (
        'The backup was made under another APP_SECRET (or app.secret in the data folder): second factors and mail that ' +
        'waits could not be read. Put that secret back, or say --other-secret.'
      )
    case 'damaged':
      return ['The backup is damaged; nothing was restored:', ...refusal.what].join('\n  ')
  }
}

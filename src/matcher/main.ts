import { settingsOfProcess } from './config.ts'
import { MatcherStartError } from './matcher-error.ts'
import { superviseMatcher } from './supervise-matcher.ts'

const PARENT_LOOK_MS = 1_000

/** `npm run matcher`: the matcher on its own, for web servers and workers that reach it over its socket, or over TLS. */
try {
  const settings = settingsOfProcess()
  const supervised = await superviseMatcher({
    settings,
    log: {
      info: ({ pid }, message) => console.log(`${message} (process ${pid})`),
      error: ({ reason }, message) => console.error(`${message} (${reason})`),
    },
    async setPassword(verifier) {
      throw new MatcherStartError(
        `The database does not let the matcher in. Give its role the password of this key folder, as the database’s owner:\n  alter role backchannel_matcher password '${verifier}'`,
      )
    },
  })
  const { socketPath, tls } = settings
  const places = [socketPath, tls && `${tls.host}:${tls.port}`].filter((place) => place !== undefined)
  console.log(`The matcher answers at ${places.join(' and ')}`)
  stopWhenTold(() => supervised.stop())
} catch (error) {
  if (!(error instanceof MatcherStartError)) throw error
  console.error(error.message)
  process.exit(2)
}

function stopWhenTold(stop: () => Promise<void>): void {
  const parent = process.ppid
  let begun = false
  const end = () => {
    if (begun) return
    begun = true
    void stop().then(() => process.exit(0))
  }
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
  // Run by npm, which may be killed outright.
  setInterval(() => {
    if (process.ppid !== parent) end()
  }, PARENT_LOOK_MS).unref()
}

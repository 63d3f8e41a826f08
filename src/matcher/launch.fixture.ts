import { type MatcherSettings, matcherSettingsSchema } from './settings.ts'
import { superviseMatcher } from './supervise-matcher.ts'

/**
 * A process of its own that starts the matcher with the settings of its first argument, as the web server does, for a
 * test that kills it. It prints a line when the matcher takes calls, and stays.
 */
const settings: MatcherSettings = matcherSettingsSchema.parse(JSON.parse(process.argv[2] ?? ''))
await superviseMatcher({
  settings,
  setPassword: async () => {
    throw new Error('the address names the password')
  },
  log: { info: () => {}, error: () => {} },
})
process.stdout.write('ready\n')
process.stdin.resume()

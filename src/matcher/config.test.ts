import { expect, test } from 'vitest'
import { loadMatcherSettings } from './config.ts'
import { MatcherStartError } from './matcher-error.ts'

const ENVIRONMENT = {
  MATCHER_SOCKET: '/run/backchannel/matcher.sock',
  KEY_FOLDER: '/var/lib/backchannel-keys',
  MATCHER_DATABASE_URL: 'postgres://backchannel_matcher@db.example/app',
}

test('it needs its socket, its keys and its database, and no setting of the web server', () => {
  expect(loadMatcherSettings({ ...ENVIRONMENT, LOG_LEVEL: '', APP_SECRET: 'short' })).toEqual({
    socketPath: ENVIRONMENT.MATCHER_SOCKET,
    keyFolder: ENVIRONMENT.KEY_FOLDER,
    databaseUrl: ENVIRONMENT.MATCHER_DATABASE_URL,
    logLevel: 'info',
  })
})

test.each([
  ['MATCHER_SOCKET', ''],
  ['KEY_FOLDER', ''],
  ['MATCHER_DATABASE_URL', ''],
  ['MATCHER_DATABASE_URL', 'mysql://owner:canary@db.example/app'],
  ['MATCHER_DATABASE_URL', 'postgres://db.example/canary'],
  ['MATCHER_DATABASE_URL', 'postgres://owner:canary@db.example:port/app'],
  ['LOG_LEVEL', 'canary'],
])('it names %s as the setting at fault, and does not repeat it: %s', (name, value) => {
  const load = () => loadMatcherSettings({ ...ENVIRONMENT, [name]: value })
  expect(load).toThrow(MatcherStartError)
  expect(load).toThrow(new RegExp(`^${name}: `))
  expect(load).not.toThrow(/canary/)
})

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeAuthority } from '../../tests/support/certificates.ts'
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

test('a KMS needs its region and an access key; its address follows from the region', () => {
  const account = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'canary' }
  expect(loadMatcherSettings({ ...ENVIRONMENT, ...account }).kms).toBeUndefined()
  const { kms } = loadMatcherSettings({ ...ENVIRONMENT, ...account, KMS_REGION: 'eu-central-1' })
  expect(kms).toEqual({
    endpoint: 'https://kms.eu-central-1.amazonaws.com/',
    region: 'eu-central-1',
    accessKeyId: 'AKIA',
    secretAccessKey: 'canary',
    aliasPrefix: 'backchannel',
  })
  const loadWith = (more: Record<string, string>) => () => loadMatcherSettings({ ...ENVIRONMENT, ...more })
  expect(loadWith({ KMS_REGION: 'eu-central-1' })).toThrow('AWS_ACCESS_KEY_ID')
  expect(loadWith({ ...account, KMS_ENDPOINT: 'https://kms.example/' })).toThrow('KMS_REGION')
})

describe('for callers of other hosts', () => {
  let folder: string
  let files: Record<string, string>
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'backchannel-tls-'))
    const authority = await makeAuthority('the operator')
    const identity = await authority.issue({ names: ['matcher.internal'], purpose: 'server' })
    files = {
      MATCHER_TLS_CA: join(folder, 'ca.pem'),
      MATCHER_TLS_CERTIFICATE: join(folder, 'matcher.pem'),
      MATCHER_TLS_KEY: join(folder, 'matcher.key'),
    }
    await writeFile(join(folder, 'ca.pem'), identity.authority)
    await writeFile(join(folder, 'matcher.pem'), identity.certificate)
    await writeFile(join(folder, 'matcher.key'), identity.key, { mode: 0o600 })
    await writeFile(
      join(folder, 'other.key'),
      (await authority.issue({ names: ['x'], purpose: 'server' })).key,
      {
        mode: 0o600,
      },
    )
    await writeFile(join(folder, 'open.key'), identity.key, { mode: 0o644 })
  })
  afterAll(() => rm(folder, { recursive: true }))

  const { MATCHER_SOCKET: _, ...WITHOUT_SOCKET } = ENVIRONMENT
  const listening = () => ({ ...WITHOUT_SOCKET, MATCHER_LISTEN: '[::]:7443', ...files })

  test('a host and port, certificates, and the names that may ask take the place of the socket', () => {
    const settings = loadMatcherSettings(listening())
    expect(settings).toMatchObject({ tls: { host: '::', port: 7443, clientNames: ['backchannel-web'] } })
    expect(settings.socketPath).toBeUndefined()
    const named = loadMatcherSettings({ ...listening(), MATCHER_TLS_CLIENTS: 'web-1, web-2' })
    expect(named.tls?.clientNames).toEqual(['web-1', 'web-2'])
    expect(loadMatcherSettings({ ...listening(), ...ENVIRONMENT }).socketPath).toBe(
      ENVIRONMENT.MATCHER_SOCKET,
    )
  })

  test.each([
    ['MATCHER_LISTEN', '7443', 'must be host:port'],
    ['MATCHER_LISTEN', '0.0.0.0:65536', 'must be host:port'],
    ['MATCHER_TLS_CA', '', 'must name a file'],
    ['MATCHER_TLS_CERTIFICATE', 'nowhere.pem', 'names a file that cannot be read'],
    ['MATCHER_TLS_CERTIFICATE', 'matcher.key', 'must be a certificate'],
    ['MATCHER_TLS_KEY', 'other.key', 'must be the private key'],
    ['MATCHER_TLS_KEY', 'ca.pem', 'can be read by everybody'],
    ['MATCHER_TLS_KEY', 'open.key', 'can be read by everybody'],
  ])('%s=%s is refused: it %s', (name, value, what) => {
    const path = name.startsWith('MATCHER_TLS') && value !== '' ? join(folder, value) : value
    expect(() => loadMatcherSettings({ ...listening(), [name]: path })).toThrow(
      new RegExp(`^${name}: ${what}`, 'm'),
    )
  })

  test('without a socket and without a host and port nobody could ask', () => {
    expect(() => loadMatcherSettings(WITHOUT_SOCKET)).toThrow(
      /^MATCHER_SOCKET: must name .* or MATCHER_LISTEN/,
    )
  })
})

import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeAuthority } from '../../tests/support/certificates.ts'
import { ConfigError, loadConfig } from './config.ts'

const folder = mkdtempSync(join(tmpdir(), 'backchannel-config-'))
afterAll(() => rmSync(folder, { recursive: true }))

const load = (environment: Record<string, string>) => loadConfig({ DATA_FOLDER: folder, ...environment })
const SECRET = 's'.repeat(32)
const PRODUCTION = {
  HOST: '0.0.0.0',
  PUBLIC_URL: 'https://backchannel.example/',
  APP_SECRET: SECRET,
  SMTP_URL: 'smtp://mail.example',
}

describe('with nothing set', () => {
  test('it is on loopback, port 3000, with a database and secrets of its own', () => {
    const config = load({})
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      baseUrl: 'http://localhost:3000',
      secureCookies: false,
      database: { kind: 'embedded' },
      mail: { kind: 'inbox' },
    })
    expect(load({})).toEqual(config)
    const secrets = Object.values(config.secrets)
    expect(new Set(secrets).size).toBe(secrets.length)
  })

  test('its secrets lie in files that their owner alone reads, with nothing left beside them', () => {
    load({})
    expect(readdirSync(folder)).toEqual(['app.secret'])
    expect(statSync(join(folder, 'app.secret')).mode & 0o777).toBe(0o600)
  })

  test('a secret cut short is said to be damaged, and is not taken for one', () => {
    const other = mkdtempSync(join(tmpdir(), 'backchannel-config-'))
    writeFileSync(join(other, 'app.secret'), '')
    expect(() => load({ DATA_FOLDER: other })).toThrow('app.secret: is damaged')
    expect(readFileSync(join(other, 'app.secret'), 'utf8')).toBe('')
    rmSync(other, { recursive: true })
  })
})

describe('the matcher', () => {
  test('is this server’s own, with its keys and its socket in the data folder', () => {
    const keyFolder = join(folder, 'keys')
    const place = { socketPath: join(folder, 'run', 'matcher.sock') }
    expect(load({}).matcher).toEqual({ kind: 'own', keyFolder, place })
    expect(load({ KEY_FOLDER: '/keys' }).matcher).toMatchObject({ keyFolder: '/keys', place })
  })

  test('has a socket elsewhere, always the same, where the data folder is too deep for one', () => {
    const deep = join(folder, 'd'.repeat(100))
    const socketOf = (DATA_FOLDER: string) => {
      const { place } = load({ DATA_FOLDER }).matcher
      return 'socketPath' in place ? place.socketPath : ''
    }
    expect(socketOf(deep)).toMatch(/^.{10,99}$/)
    expect(socketOf(deep)).toBe(socketOf(deep))
    expect(socketOf(`${deep}2`)).not.toBe(socketOf(deep))
  })

  test('on its own is known by its socket alone: this server has no keys then', () => {
    const separate = { MATCHER_SOCKET: '/run/backchannel/matcher.sock' }
    expect(load(separate).matcher).toEqual({
      kind: 'separate',
      place: { socketPath: separate.MATCHER_SOCKET },
    })
    expect(() => load({ ...separate, KEY_FOLDER: '/keys' })).toThrow(/^KEY_FOLDER: must not be set/)
  })
})

describe('matchers on other hosts', () => {
  const elsewhere = { MATCHER_ADDRESSES: '10.0.0.7:7443, [2001:db8::7]:7443' }
  let files: Record<string, string>
  beforeAll(async () => {
    const { certificate, key, authority } = await (await makeAuthority('the operator')).issue({
      names: ['backchannel-web'],
      purpose: 'client',
    })
    files = Object.fromEntries(
      Object.entries({ CA: authority, CERTIFICATE: certificate, KEY: key }).map(([name, text]) => {
        const path = join(folder, `${name}.pem`)
        writeFileSync(path, text, { mode: 0o600 })
        return [`MATCHER_TLS_${name}`, path]
      }),
    )
  })

  test('are known by their addresses and by the certificates of both ends', () => {
    expect(load({ ...elsewhere, ...files, MATCHER_TLS_NAME: 'matcher.internal' }).matcher).toMatchObject({
      kind: 'separate',
      place: {
        tls: {
          addresses: [
            { host: '10.0.0.7', port: 7443 },
            { host: '2001:db8::7', port: 7443 },
          ],
          identity: { certificate: expect.stringContaining('BEGIN CERTIFICATE') },
          name: 'matcher.internal',
        },
      },
    })
  })

  test('need certificates, and neither a socket nor keys beside them', () => {
    expect(() => load(elsewhere)).toThrow(
      /^MATCHER_TLS_CA: .*\nMATCHER_TLS_CERTIFICATE: .*\nMATCHER_TLS_KEY: /,
    )
    expect(() => load({ ...elsewhere, ...files, KEY_FOLDER: '/keys' })).toThrow(
      /^KEY_FOLDER: must not be set/,
    )
    expect(() => load({ ...elsewhere, ...files, MATCHER_SOCKET: '/run/x' })).toThrow(
      /^MATCHER_SOCKET: must not be set/,
    )
    expect(() => load({ ...files, MATCHER_ADDRESSES: '10.0.0.7' })).toThrow(
      /^MATCHER_ADDRESSES: must be host:port/,
    )
  })
})

describe('metrics and traces', () => {
  test('are nowhere unless asked for', () => {
    expect(load({})).toMatchObject({ operations: null, tracing: null })
    expect(
      load({ OPERATIONS_PORT: '9464', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318/' }),
    ).toMatchObject({
      operations: { host: '127.0.0.1', port: 9464, token: null },
      tracing: { endpoint: 'http://127.0.0.1:4318' },
    })
  })

  test('beyond loopback metrics are for those who have a token', () => {
    const open = { OPERATIONS_PORT: '9464', OPERATIONS_HOST: '0.0.0.0' }
    expect(() => load(open)).toThrow(/^OPERATIONS_TOKEN: must be set/)
    expect(() => load({ ...open, OPERATIONS_TOKEN: 'short' })).toThrow(
      /^OPERATIONS_TOKEN: must have at least 16/,
    )
    expect(load({ ...open, OPERATIONS_TOKEN: SECRET }).operations).toMatchObject({ token: SECRET })
  })
})

describe('a setting at fault is named, and its value is not repeated', () => {
  test.each([
    ['PORT', 'eighty'],
    ['PORT', '65536'],
    ['PUBLIC_URL', 'ftp://files.example'],
    ['PUBLIC_URL', 'https://example.com/app'],
    ['PUBLIC_URL', 'https://somebody@example.com'],
    ['DATABASE_URL', 'mysql://owner:canary@db.example/app'],
    ['DATABASE_URL', 'postgres://owner:canary@/app'],
    ['DATABASE_URL', 'postgres://db.example/app?user=owner&password=canary'],
    ['DATABASE_URL', 'postgres://owner:canary@db.example/app?user=owner'],
    ['DATABASE_URL', 'postgres://owner:canary@db.example:port/app'],
    ['APP_SECRET', 'canary'],
    ['SMTP_URL', 'https://canary@mail.example'],
    ['SMTP_URL', 'smtp://'],
    ['FILES_S3_ENDPOINT', 'https://canary:canary@s3.example'],
    ['FILES_S3_BUCKET', 'canary/'],
    ['FILES_S3_REGION', 'canary 1'],
    ['LOG_LEVEL', 'canary'],
  ])('%s=%s', (name, value) => {
    expect(() => load({ [name]: value })).toThrow(ConfigError)
    expect(() => load({ [name]: value })).toThrow(new RegExp(`^${name}: `))
    expect(() => load({ [name]: value })).not.toThrow(/canary/)
  })

  test('each has a line of its own', () => {
    expect(() => load({ PORT: 'x', LOG_LEVEL: 'y' })).toThrow(/^PORT: .*\nLOG_LEVEL: /)
  })
})

describe('reached from other machines', () => {
  test('it starts with an https address, a secret and a mail server of its own', () => {
    expect(load(PRODUCTION)).toMatchObject({
      baseUrl: 'https://backchannel.example',
      secureCookies: true,
      mail: { kind: 'smtp', from: 'Backchannel <no-reply@backchannel.example>' },
    })
  })

  test.each([
    ['PUBLIC_URL', undefined],
    ['PUBLIC_URL', 'http://backchannel.example'],
    ['APP_SECRET', undefined],
    ['APP_SECRET', ''],
    ['SMTP_URL', undefined],
  ])('and refuses to with %s as %s', (name, value) => {
    const { [name]: _, ...rest } = PRODUCTION as Record<string, string>
    const environment = value === undefined ? rest : { ...rest, [name]: value }
    expect(() => load(environment)).toThrow(new RegExp(`^${name}: must be .*0\\.0\\.0\\.0`))
  })

  test('each host that is not loopback counts as such', () => {
    for (const HOST of ['0.0.0.0', '::', '192.168.1.10', 'backchannel.example']) {
      expect(() => load({ HOST })).toThrow('PUBLIC_URL: must be an https address')
    }
    expect(load({ HOST: '::1' }).baseUrl).toBe('http://[::1]:3000')
    expect(load({ HOST: 'localhost', PORT: '8080' }).baseUrl).toBe('http://localhost:8080')
  })
})

describe('reached through a proxy on the same machine', () => {
  const PROXIED = { ...PRODUCTION, HOST: '127.0.0.1' }

  test('it starts as it does without one', () => {
    expect(load(PROXIED)).toMatchObject({ host: '127.0.0.1', mail: { kind: 'smtp' } })
  })

  test('it refuses to without a mail server: nobody could read the mail, nor sign up', () => {
    const { SMTP_URL: _, ...rest } = PROXIED
    expect(() => load(rest)).toThrow(
      /^SMTP_URL: must be set when PUBLIC_URL is https:\/\/backchannel\.example/,
    )
  })

  test('a public address without TLS is refused', () => {
    expect(() => load({ ...PROXIED, PUBLIC_URL: 'http://backchannel.example' })).toThrow(
      /^PUBLIC_URL: must be an https address/,
    )
  })

  test('its secret may be the one that was made at the first start', () => {
    const { APP_SECRET: _, ...rest } = PROXIED
    expect(load(rest).secrets.auth).toBe(load({}).secrets.auth)
  })

  test.each(['http://localhost:8080', 'http://127.0.0.1:8080', 'http://[::1]:8080', 'https://localhost'])(
    'an address of this machine, %s, is no public one',
    (PUBLIC_URL) => {
      expect(load({ PUBLIC_URL }).mail.kind).toBe('inbox')
    },
  )
})

describe('one of several processes', () => {
  const SHARED = {
    PUBLIC_URL: 'https://backchannel.example',
    DATABASE_URL: 'postgres://owner:secret@db.example/app',
    APP_SECRET: SECRET,
    MATCHER_SOCKET: '/run/backchannel/matcher.sock',
    FILES_FOLDER: '/srv/files',
    SMTP_URL: 'smtp://mail.example',
  }

  test('has what all have in common, and no folder is made for it', () => {
    const nowhere = join(folder, 'nowhere')
    const config = loadConfig({ ...SHARED, DATA_FOLDER: nowhere }, 'web')
    expect(config).toMatchObject({ role: 'web', drainMs: 5_000 })
    expect(config.files).toEqual({ kind: 'folder', folder: '/srv/files' })
    expect(config.secrets).toEqual(loadConfig(SHARED, 'worker').secrets)
    expect(readdirSync(folder)).not.toContain('nowhere')
  })

  test.each([
    ['web', 'PUBLIC_URL'],
    ['web', 'DATABASE_URL'],
    ['web', 'APP_SECRET'],
    ['web', 'MATCHER_SOCKET'],
    ['web', 'FILES_FOLDER'],
    ['worker', 'PUBLIC_URL'],
    ['worker', 'DATABASE_URL'],
    ['worker', 'APP_SECRET'],
    ['worker', 'MATCHER_SOCKET'],
  ] as const)('npm run %s refuses to start without %s, and names it', (role, name) => {
    const { [name]: _, ...rest } = SHARED
    expect(() => loadConfig(rest, role)).toThrow(
      new RegExp(`^${name}: must be set for \`npm run ${role}\`[^\n]*$`),
    )
    expect(() => loadConfig(rest, role)).toThrow(ConfigError)
  })

  test('keeps files in a bucket instead of a shared folder', () => {
    const { FILES_FOLDER: _, ...rest } = SHARED
    const inBucket = {
      ...rest,
      FILES_S3_ENDPOINT: 'https://s3.example/',
      FILES_S3_BUCKET: 'backchannel-files',
      FILES_S3_ACCESS_KEY_ID: 'key',
      FILES_S3_SECRET_ACCESS_KEY: 'canary',
    }
    expect(loadConfig(inBucket, 'web').files).toEqual({
      kind: 's3',
      endpoint: 'https://s3.example',
      bucket: 'backchannel-files',
      region: 'us-east-1',
      accessKeyId: 'key',
      secretAccessKey: 'canary',
    })
    expect(() => loadConfig({ ...inBucket, FILES_FOLDER: '/srv/files' }, 'web')).toThrow(
      /^FILES_FOLDER: must not be set/,
    )
    for (const name of ['FILES_S3_ENDPOINT', 'FILES_S3_ACCESS_KEY_ID', 'FILES_S3_SECRET_ACCESS_KEY']) {
      expect(() => loadConfig({ ...inBucket, [name]: '' }, 'web')).toThrow(
        new RegExp(`^${name}: must be set for files in a bucket[^\\n]*$`),
      )
    }
  })

  test('a worker keeps no files', () => {
    const { FILES_FOLDER: _, ...rest } = SHARED
    expect(loadConfig(rest, 'worker').role).toBe('worker')
  })
})

test('children are given what they need to run, and no setting of ours', () => {
  const { childEnvironment } = load({
    ...PRODUCTION,
    PATH: '/usr/bin',
    DATABASE_URL: 'postgres://o:p@db/app',
  })
  expect(childEnvironment).toEqual({ PATH: '/usr/bin' })
})

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { loadMatcherSettings } from '../../src/matcher/config.ts'
import { loadConfig } from '../../src/server/config.ts'

/** Without an engine: its shape as the Compose Specification has it, and what this installation promises. */
const ROOT = join(import.meta.dirname, '../..')
const text = readFileSync(join(ROOT, 'compose.yaml'), 'utf8')

const strings = z.array(z.string())
const serviceSchema = z.strictObject({
  image: z.string(),
  build: z.string().optional(),
  command: strings.optional(),
  user: z.string().optional(),
  environment: z.record(z.string(), z.string()),
  ports: z.array(z.string().regex(/^127\.0\.0\.1:\d+:\d+$/, 'is open to the network')).optional(),
  volumes: strings,
  networks: strings,
  read_only: z.boolean().optional(),
  tmpfs: strings.optional(),
  cap_drop: strings.optional(),
  security_opt: strings.optional(),
  restart: z.string(),
  stop_grace_period: z
    .string()
    .regex(/^\d+s$/)
    .optional(),
  depends_on: z.record(z.string(), z.strictObject({ condition: z.literal('service_healthy') })).optional(),
  healthcheck: z
    .union([
      z.strictObject({ disable: z.literal(true) }),
      z.strictObject({ test: strings, interval: z.string(), retries: z.int() }),
    ])
    .optional(),
})
const composeSchema = z.looseObject({
  services: z.record(z.string(), serviceSchema),
  networks: z.record(z.string(), z.nullable(z.strictObject({ internal: z.boolean() }))),
  volumes: z.record(z.string(), z.null()),
})

type Service = z.output<typeof serviceSchema>

const VALUES: Readonly<Record<string, string>> = {
  PUBLIC_URL: 'https://backchannel.example',
  APP_SECRET: 's'.repeat(32),
  SMTP_URL: 'smtp://mail.example',
  POSTGRES_PASSWORD: 'owner',
  MATCHER_PASSWORD: 'matcher',
}

function faultsOf(yaml: string): string[] {
  const filled = yaml.replaceAll(
    /\$\{(\w+):\?\}/g,
    (_, name: string) => VALUES[name] ?? `no value for ${name}`,
  )
  const parsed = composeSchema.safeParse(parse(filled, { merge: true }))
  if (!parsed.success) return parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  const { services, networks, volumes } = parsed.data
  return Object.entries(services).flatMap(([name, service]) => {
    const undeclared = [
      ...service.networks.filter((network) => !(network in networks)),
      ...service.volumes
        .map((volume) => volume.split(':')[0] ?? '')
        .filter((source) =>
          source.startsWith('./') ? !existsSync(join(ROOT, source)) : !(source in volumes),
        ),
      ...Object.keys(service.depends_on ?? {}).filter((other) => !(other in services)),
    ]
    const own = service.image === 'backchannel' ? faultsOfOurs(name, service) : []
    return [...undeclared.map((each) => `${name}: ${each} is not there`), ...own]
  })
}

function faultsOfOurs(name: string, service: Service): string[] {
  const faults: string[] = []
  const entry = service.command?.[1] ?? ''
  if (!existsSync(join(ROOT, entry))) faults.push(`${entry} is not there`)
  if (service.read_only !== true) faults.push('its root file system can be written')
  if (!service.cap_drop?.includes('ALL')) faults.push('keeps capabilities')
  if (!service.security_opt?.includes('no-new-privileges:true')) faults.push('may gain privileges')
  const keys = service.volumes.some((volume) => volume.startsWith('keys:'))
  const isMatcher = entry === 'src/matcher/main.ts'
  if (keys !== isMatcher) faults.push('the keys are the matcher’s alone')
  if (isMatcher !== (service.user !== undefined)) faults.push('the matcher has a user of its own')
  if (isMatcher && service.networks.join() !== 'data') faults.push('the matcher reaches other networks')
  // The program's own check of its settings.
  try {
    if (isMatcher) loadMatcherSettings(service.environment)
    else loadConfig(service.environment, entry.includes('worker') ? 'worker' : 'web')
  } catch (error) {
    faults.push(String(error))
  }
  return faults.map((fault) => `${name}: ${fault}`)
}

describe('compose.yaml', () => {
  test('has no fault, and every process that is needed', () => {
    expect(faultsOf(text)).toEqual([])
    const { services } = composeSchema.parse(parse(text, { merge: true }))
    expect(Object.keys(services)).toEqual(['database', 'web-1', 'web-2', 'worker', 'matcher'])
  })

  test.each([
    [
      'a key that does not exist',
      text.replace('restart: unless-stopped', 'restarts: always'),
      /[Uu]nrecognized key/,
    ],
    ['a setting that is missing', text.replace(/^ {2}APP_SECRET: .*\n/m, ''), /APP_SECRET: must be set/],
    [
      'a matcher without a database',
      text.replace(/^ +MATCHER_DATABASE_URL: .*\n/m, ''),
      /MATCHER_DATABASE_URL/,
    ],
    ['keys in reach of the web', text.replace('files:/var', 'keys:/var'), /the keys are the matcher’s alone/],
    ['a port that is open to all', text.replace('127.0.0.1:3001', '3001'), /is open to the network/],
    ['an entry that is not there', text.replace('worker-main.ts', 'work.ts'), /work\.ts is not there/],
    ['a volume that is not there', text.replace('socket:/run', 'sock:/run'), /sock is not there/],
    ['a file system to write to', text.replace('read_only: true', 'read_only: false'), /can be written/],
    ['a matcher as the web’s user', text.replace(/^ +user: .*\n/m, ''), /a user of its own/],
  ])('would be found to have one: %s', (_, broken, fault) => {
    expect(broken).not.toBe(text)
    expect(faultsOf(broken).join('\n')).toMatch(fault)
  })
})

import { createHmac, randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { ConfigError } from './config-error.ts'
import { type FilesConfig, filesEnvironment, findFiles, namesFiles } from './config-files.ts'
import { findMatcher, type MatcherConfig, matcherEnvironment } from './config-matcher.ts'
import {
  findOperations,
  findTracing,
  type OperationsConfig,
  operationsEnvironment,
  portSetting,
  type TracingConfig,
} from './config-operations.ts'

export { ConfigError }

/**
 * What a process does: everything (`npm start`), or one part of it beside others over one database: pages and API
 * (`npm run web`), or the jobs (`npm run worker`).
 */
export type ProcessRole = 'all' | 'web' | 'worker'

/** Everything that can be set from outside, checked. The only module that reads the environment. */
export type Config = {
  readonly role: ProcessRole
  readonly host: string
  readonly port: number
  /** The address that people reach us at: links in mail begin with it. No slash at its end. */
  readonly baseUrl: string
  readonly secureCookies: boolean
  /** Holds the embedded database, generated secrets and uploaded files. */
  readonly folder: string
  readonly database: { readonly kind: 'embedded' } | { readonly kind: 'external'; readonly ownerUrl: string }
  readonly files: FilesConfig
  readonly matcher: MatcherConfig
  readonly secrets: Secrets
  readonly mail: MailConfig
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  /** How long a server that is told to stop goes on taking requests, for the balancer before it to look elsewhere. */
  readonly drainMs: number
  readonly operations: OperationsConfig
  readonly tracing: TracingConfig
  readonly childEnvironment: Readonly<Record<string, string>>
}

export type Secrets = {
  /** Signs sign-in cookies and tokens. */
  readonly auth: string
  /** 32 bytes, hex: encrypts the links that wait in the outbox. */
  readonly outbox: string
  /** Signs the heads of exported journals. */
  readonly journal: string
  /** Of the web server's own role in the database, derived so that every process knows it. */
  readonly webRolePassword: string
}

export type MailConfig =
  | { readonly kind: 'inbox'; readonly from: string }
  | { readonly kind: 'smtp'; readonly url: string; readonly from: string }

const LOOPBACK = new Set(['127.0.0.1', '::1', '[::1]', 'localhost'])

/** Whether nobody but this machine can ask: bound to loopback, and known to the world by no other address. */
export function isForThisMachineAlone({ host, baseUrl }: Pick<Config, 'host' | 'baseUrl'>): boolean {
  return LOOPBACK.has(host) && LOOPBACK.has(new URL(baseUrl).hostname)
}

/** Longer than most balancers take to look twice. On its own, a server has nobody to hand over to. */
const DRAIN_SECONDS = 5

/** Links and the check of origins are made from it: it is an origin and no more. */
function isOrigin(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { pathname, search, hash, username } = new URL(address)
  return pathname === '/' && search === '' && hash === '' && username === ''
}

/**
 * The other roles' addresses are made from the owner's by putting their names in place of the owner's. Where that would
 * have no effect, the web server would work as the owner.
 */
function isServerAddress(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { hostname, username, pathname, searchParams } = new URL(address)
  const named = hostname !== '' && username !== '' && pathname.length > 1
  return (
    named &&
    !['user', 'password', 'host', 'port', 'database', 'dbname'].some((name) => searchParams.has(name))
  )
}

const text = z.string().trim().min(1).optional()
const environmentSchema = z.object({
  HOST: text,
  PORT: portSetting,
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http or https address' })
    .refine(isOrigin, 'must be an address without a path')
    .optional(),
  DATA_FOLDER: text,
  ...matcherEnvironment,
  ...filesEnvironment,
  ...operationsEnvironment,
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres://')
    .refine(
      isServerAddress,
      'must name the user, host and database as postgres://user:password@host/database',
    )
    .optional(),
  APP_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'must begin with smtp:// or smtps://')
    .refine((address) => URL.canParse(address) && new URL(address).hostname !== '', 'must name a host')
    .optional(),
  MAIL_FROM: text,
  DRAIN_SECONDS: z
    .string()
    .regex(/^\d{1,3}$/, 'must be a number of seconds, at most 999')
    .transform(Number)
    .optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).optional(),
})

/** Reads the settings from an environment. Throws `ConfigError` with one line per variable at fault. */
export function loadConfig(
  environment: Readonly<Record<string, string | undefined>>,
  role: ProcessRole = 'all',
): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = environmentSchema.safeParse(given)
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new ConfigError(lines.join('\n'))
  }
  const env = parsed.data
  if (role !== 'all') requireSharedSettings(role, env)
  const host = env.HOST ?? '127.0.0.1'
  const port = env.PORT ?? 3000
  const baseUrl = new URL(env.PUBLIC_URL ?? `http://${nameOf(host)}:${port}`).origin
  requireProductionSettings(host, baseUrl, env)

  const folder = resolve(env.DATA_FOLDER ?? '.backchannel')
  return {
    role,
    host,
    port,
    baseUrl,
    secureCookies: baseUrl.startsWith('https:'),
    folder,
    database: env.DATABASE_URL ? { kind: 'external', ownerUrl: env.DATABASE_URL } : { kind: 'embedded' },
    files: findFiles(folder, env),
    matcher: findMatcher(folder, env),
    secrets: deriveSecrets(env.APP_SECRET ?? keptSecret(folder, 'app')),
    mail: env.SMTP_URL
      ? {
          kind: 'smtp',
          url: env.SMTP_URL,
          from: env.MAIL_FROM ?? `Backchannel <no-reply@${new URL(baseUrl).hostname}>`,
        }
      : { kind: 'inbox', from: env.MAIL_FROM ?? 'Backchannel <no-reply@backchannel.example>' },
    logLevel: env.LOG_LEVEL ?? 'info',
    drainMs: 1_000 * (env.DRAIN_SECONDS ?? (role === 'web' ? DRAIN_SECONDS : 0)),
    operations: findOperations(env, LOOPBACK),
    tracing: findTracing(env),
    childEnvironment: Object.fromEntries(
      ['PATH', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR'].flatMap((name) => {
        const value = environment[name]
        return value === undefined ? [] : [[name, value]]
      }),
    ),
  }
}

/** The settings of this process, some of them overruled by the program itself. */
export function configOfProcess(role: ProcessRole, overruled: Readonly<Record<string, string>> = {}): Config {
  return loadConfig({ ...process.env, ...overruled }, role)
}

/**
 * React asks the environment, once and when it is first loaded, whether to be slow and talkative; not told, it is. So
 * whoever loads built pages calls this first.
 */
export function renderInProduction(): void {
  process.env.NODE_ENV = 'production'
}

/** As it stands in an address. */
function nameOf(host: string): string {
  if (host === '127.0.0.1') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}

/**
 * What several processes have to have in common. Made up by each for itself, it would fail where another comes in: a
 * sign-in with the next request, a link in a mail when it is followed.
 */
function requireSharedSettings(role: 'web' | 'worker', env: z.infer<typeof environmentSchema>): void {
  const needed: readonly (readonly [keyof typeof env, string])[] = [
    ['PUBLIC_URL', 'the address that people use'],
    ['DATABASE_URL', 'the PostgreSQL that all processes share'],
    ['APP_SECRET', 'with at least 32 characters, the same for all processes'],
  ]
  const lines = needed
    .filter(([name]) => env[name] === undefined)
    .map(([name, what]) => `${name}: must be set for \`npm run ${role}\`: ${what}`)
  if (env.MATCHER_SOCKET === undefined && env.MATCHER_ADDRESSES === undefined) {
    lines.push(
      `MATCHER_SOCKET: must be set for \`npm run ${role}\`: of a matcher that runs as \`npm run matcher\`; or MATCHER_ADDRESSES`,
    )
  }
  if (role === 'web' && !namesFiles(env)) {
    lines.push(
      'FILES_FOLDER: must be set for `npm run web`: a folder that all processes share; or FILES_S3_BUCKET',
    )
  }
  if (lines.length > 0) throw new ConfigError(lines.join('\n'))
}

/** A proxy in front makes a server public that is bound to loopback itself. */
function requireProductionSettings(
  host: string,
  baseUrl: string,
  env: z.infer<typeof environmentSchema>,
): void {
  if (isForThisMachineAlone({ host, baseUrl })) return
  const bound = LOOPBACK.has(host)
  const when = bound ? `when PUBLIC_URL is ${baseUrl}` : `when HOST is ${host} (not loopback)`
  const lines: string[] = []
  if (!env.PUBLIC_URL?.startsWith('https:')) lines.push(`PUBLIC_URL: must be an https address ${when}`)
  // Behind a proxy the secret of the first start serves: it lies on this machine, in a file of its own.
  if (!bound && !env.APP_SECRET) {
    lines.push(`APP_SECRET: must be set, with at least 32 characters, ${when}`)
  }
  if (!env.SMTP_URL) {
    lines.push(`SMTP_URL: must be set ${when}: the development inbox is for this machine alone`)
  }
  if (lines.length > 0) throw new ConfigError(lines.join('\n'))
}

function deriveSecrets(appSecret: string): Secrets {
  const derive = (purpose: string) => createHmac('sha256', appSecret).update(purpose).digest('hex')
  return {
    auth: derive('backchannel/auth'),
    outbox: derive('backchannel/outbox'),
    journal: derive('backchannel/journal'),
    webRolePassword: derive('backchannel/role/web'),
  }
}

/**
 * A secret of this installation, made at the first start and kept in a file that its owner alone can read. It appears
 * whole or not at all: a start killed in between leaves nothing that would pass for one.
 */
function keptSecret(folder: string, name: string): string {
  const file = join(folder, `${name}.secret`)
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true, mode: 0o755 })
    const made = `${file}.${randomBytes(8).toString('hex')}`
    writeFileSync(made, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx', flush: true })
    try {
      linkSync(made, file)
    } catch (error) {
      // Another process made it between the look and the link: theirs holds.
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    } finally {
      rmSync(made)
    }
  }
  const secret = readFileSync(file, 'utf8')
  if (!/^[0-9a-f]{64}$/.test(secret)) throw new ConfigError(`${file}: is damaged; restore it from a copy`)
  return secret
}

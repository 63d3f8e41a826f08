import { resolve } from 'node:path'
import { z } from 'zod'
import type { KmsSettings } from './kms.ts'
import { addressOf, isMatcherAddress } from './matcher-address.ts'
import { MatcherStartError } from './matcher-error.ts'
import type { MatcherSettings, TlsSettings } from './settings.ts'
import { readTlsIdentity } from './tls-identity.ts'

/**
 * Of a matcher that runs on its own, as `npm run matcher`; the one that the web server starts is told its settings by
 * it. The only module of the matcher that reads the environment.
 */
const environmentSchema = z.object({
  MATCHER_SOCKET: z.string().optional(),
  MATCHER_LISTEN: z.string().refine(isMatcherAddress, 'must be host:port').optional(),
  MATCHER_TLS_CA: z.string().optional(),
  MATCHER_TLS_CERTIFICATE: z.string().optional(),
  MATCHER_TLS_KEY: z.string().optional(),
  MATCHER_TLS_CLIENTS: z.string().default('backchannel-web'),
  KEY_FOLDER: z.string('must name the folder of the keys').min(1),
  KMS_REGION: z.string().optional(),
  KMS_ENDPOINT: z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).optional(),
  KMS_ALIAS_PREFIX: z
    .string()
    .regex(/^[a-zA-Z0-9/_-]{1,200}$/, 'must be letters, digits, /, _ or -')
    .default('backchannel'),
  AWS_ACCESS_KEY_ID: z.string().optional(),
  AWS_SECRET_ACCESS_KEY: z.string().optional(),
  AWS_SESSION_TOKEN: z.string().optional(),
  MATCHER_DATABASE_URL: z
    .string('must name the database')
    .regex(/^postgres(ql)?:\/\/[^@/]+@[^/]+\/./, 'must be postgres://backchannel_matcher@host/database')
    .refine((address) => URL.canParse(address), 'must be postgres://backchannel_matcher@host/database'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
})

/** Throws `MatcherStartError` with one line per variable at fault. */
export function loadMatcherSettings(
  environment: Readonly<Record<string, string | undefined>>,
): MatcherSettings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = environmentSchema.safeParse(given)
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new MatcherStartError(lines.join('\n'))
  }
  const { MATCHER_SOCKET, KEY_FOLDER, MATCHER_DATABASE_URL, LOG_LEVEL } = parsed.data
  const tls = findTls(parsed.data)
  const kms = findKms(parsed.data)
  if (MATCHER_SOCKET === undefined && tls === undefined) {
    throw new MatcherStartError(
      'MATCHER_SOCKET: must name the path of the socket, or MATCHER_LISTEN a host and port, for callers of other hosts',
    )
  }
  return {
    ...(MATCHER_SOCKET === undefined ? {} : { socketPath: resolve(MATCHER_SOCKET) }),
    ...(tls === undefined ? {} : { tls }),
    keyFolder: resolve(KEY_FOLDER),
    ...(kms === undefined ? {} : { kms }),
    databaseUrl: MATCHER_DATABASE_URL,
    logLevel: LOG_LEVEL,
  }
}

function findKms(env: z.output<typeof environmentSchema>): KmsSettings | undefined {
  const { KMS_REGION, KMS_ENDPOINT, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = env
  if (KMS_REGION === undefined) {
    if (KMS_ENDPOINT === undefined) return undefined
    throw new MatcherStartError('KMS_REGION: must be set with KMS_ENDPOINT')
  }
  if (AWS_ACCESS_KEY_ID === undefined || AWS_SECRET_ACCESS_KEY === undefined)
    throw new MatcherStartError('AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY: must be set with KMS_REGION')
  return {
    endpoint: KMS_ENDPOINT ?? `https://kms.${KMS_REGION}.amazonaws.com/`,
    region: KMS_REGION,
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN === undefined ? {} : { sessionToken: AWS_SESSION_TOKEN }),
    aliasPrefix: env.KMS_ALIAS_PREFIX,
  }
}

function findTls(env: z.output<typeof environmentSchema>): TlsSettings | undefined {
  const { MATCHER_LISTEN, MATCHER_TLS_CLIENTS } = env
  if (MATCHER_LISTEN === undefined) return undefined
  const identity = readTlsIdentity(env)
  if ('wrong' in identity) throw new MatcherStartError(identity.wrong.join('\n'))
  const { host, port } = addressOf(MATCHER_LISTEN)
  const clientNames = MATCHER_TLS_CLIENTS.split(',').map((name) => name.trim())
  return { host, port, identity, clientNames }
}

export function settingsOfProcess(): MatcherSettings {
  return loadMatcherSettings(process.env)
}

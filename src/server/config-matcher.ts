import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import type { MatcherPlace } from '../matcher/client.ts'
import { addressOf, isMatcherAddress } from '../matcher/matcher-address.ts'
import { readTlsIdentity } from '../matcher/tls-identity.ts'
import { ConfigError } from './config-error.ts'

/**
 * The matcher that this server starts for itself, or those that run on their own: on this host, or on others. What lies
 * in the key folder is read by the matcher's process alone.
 */
export type MatcherConfig =
  | { readonly kind: 'own'; readonly place: { readonly socketPath: string }; readonly keyFolder: string }
  | { readonly kind: 'separate'; readonly place: MatcherPlace }

const text = z.string().trim().min(1).optional()

/** Of the environment, what is about the matcher. */
export const matcherEnvironment = {
  KEY_FOLDER: text,
  MATCHER_SOCKET: text,
  MATCHER_ADDRESSES: z
    .string()
    .transform((list) => list.split(',').map((address) => address.trim()))
    .refine((list) => list.every(isMatcherAddress), 'must be host:port,host:port,…')
    .optional(),
  MATCHER_TLS_CA: text,
  MATCHER_TLS_CERTIFICATE: text,
  MATCHER_TLS_KEY: text,
  MATCHER_TLS_NAME: text,
}

type MatcherEnvironment = z.output<z.ZodObject<typeof matcherEnvironment>>

/** Throws `ConfigError` where more than one place is named, or the certificates are unfit. */
export function findMatcher(folder: string, env: MatcherEnvironment): MatcherConfig {
  const { MATCHER_SOCKET, MATCHER_ADDRESSES, KEY_FOLDER } = env
  if (MATCHER_SOCKET === undefined && MATCHER_ADDRESSES === undefined) {
    const keyFolder = resolve(KEY_FOLDER ?? join(folder, 'keys'))
    return { kind: 'own', keyFolder, place: { socketPath: join(socketFolder(folder), 'matcher.sock') } }
  }
  const name = MATCHER_SOCKET === undefined ? 'MATCHER_ADDRESSES' : 'MATCHER_SOCKET'
  if (KEY_FOLDER !== undefined) {
    throw new ConfigError(`KEY_FOLDER: must not be set with ${name}: the keys are the matcher’s alone`)
  }
  if (MATCHER_ADDRESSES === undefined) {
    return { kind: 'separate', place: { socketPath: resolve(MATCHER_SOCKET ?? '') } }
  }
  if (MATCHER_SOCKET !== undefined) {
    throw new ConfigError(
      'MATCHER_SOCKET: must not be set with MATCHER_ADDRESSES: the matcher is on this host, or on others',
    )
  }
  const identity = readTlsIdentity(env)
  if ('wrong' in identity) throw new ConfigError(identity.wrong.join('\n'))
  const tls = { identity, addresses: MATCHER_ADDRESSES.map(addressOf) }
  const { MATCHER_TLS_NAME: expected } = env
  return { kind: 'separate', place: { tls: expected === undefined ? tls : { ...tls, name: expected } } }
}

/** 103 bytes hold the path on every system, and `/matcher.sock` with a process's id takes 21. */
const LONGEST_SOCKET_FOLDER = 80

/** In the data folder, but for one too deep in the tree: a socket's path holds about a hundred bytes. */
function socketFolder(folder: string): string {
  const inData = join(folder, 'run')
  if (Buffer.byteLength(inData) <= LONGEST_SOCKET_FOLDER) return inData
  const hash = createHash('sha256').update(folder).digest('hex').slice(0, 16)
  return join(tmpdir(), `backchannel-${hash}`)
}

import { join, resolve } from 'node:path'
import { z } from 'zod'
import { ConfigError } from './config-error.ts'

/** Where uploads lie: in a folder (that all processes share, where there are several) or in a bucket of S3. */
export type FilesConfig =
  | { readonly kind: 'folder'; readonly folder: string }
  | {
      readonly kind: 's3'
      /** No slash at its end. */
      readonly endpoint: string
      readonly bucket: string
      readonly region: string
      readonly accessKeyId: string
      readonly secretAccessKey: string
    }

const text = z.string().trim().min(1).optional()

/** Of the environment, what is about files. */
export const filesEnvironment = {
  FILES_FOLDER: text,
  FILES_S3_ENDPOINT: z
    .url({ protocol: /^https?$/, error: 'must be an http or https address' })
    .refine((address) => new URL(address).username === '', 'must hold no key')
    .optional(),
  FILES_S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'must be the name of a bucket')
    .optional(),
  FILES_S3_REGION: z
    .string()
    .regex(/^[a-z0-9-]+$/, 'must be the name of a region')
    .optional(),
  FILES_S3_ACCESS_KEY_ID: text,
  FILES_S3_SECRET_ACCESS_KEY: text,
}

type FilesEnvironment = z.output<z.ZodObject<typeof filesEnvironment>>

const S3_NAMES = [
  'FILES_S3_ENDPOINT',
  'FILES_S3_BUCKET',
  'FILES_S3_ACCESS_KEY_ID',
  'FILES_S3_SECRET_ACCESS_KEY',
] as const

/** Whether they were said to lie anywhere in particular. */
export function namesFiles(env: FilesEnvironment): boolean {
  return env.FILES_FOLDER !== undefined || env.FILES_S3_BUCKET !== undefined
}

/** Throws `ConfigError` where the bucket is half described, or a folder is named beside it. */
export function findFiles(folder: string, env: FilesEnvironment): FilesConfig {
  const { FILES_FOLDER, FILES_S3_REGION } = env
  if (S3_NAMES.every((name) => env[name] === undefined) && FILES_S3_REGION === undefined) {
    return { kind: 'folder', folder: resolve(FILES_FOLDER ?? join(folder, 'files')) }
  }
  const [endpoint, bucket, accessKeyId, secretAccessKey] = S3_NAMES.map((name) => env[name])
  if (!endpoint || !bucket || !accessKeyId || !secretAccessKey) {
    const missing = S3_NAMES.filter((name) => env[name] === undefined)
    throw new ConfigError(
      missing.map((name) => `${name}: must be set for files in a bucket, with all of FILES_S3_…`).join('\n'),
    )
  }
  if (FILES_FOLDER !== undefined) {
    throw new ConfigError('FILES_FOLDER: must not be set with FILES_S3_BUCKET: files lie in one place')
  }
  const region = FILES_S3_REGION ?? 'us-east-1'
  return { kind: 's3', endpoint: endpoint.replace(/\/+$/, ''), bucket, region, accessKeyId, secretAccessKey }
}

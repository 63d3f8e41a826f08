import { z } from 'zod'
import { ConfigError } from './config-error.ts'

/** Where metrics are to be had; null where nowhere. */
export type OperationsConfig = {
  readonly host: string
  readonly port: number
  readonly token: string | null
} | null

/** Where traces go; null where nowhere. No slash at its end. */
export type TracingConfig = { readonly endpoint: string } | null

export const portSetting = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a port number')
  .transform(Number)
  .refine((port) => port <= 65_535, 'must be at most 65535')
  .optional()

/** Of the environment, what is about running the machines. */
export const operationsEnvironment = {
  OPERATIONS_HOST: z.string().trim().min(1).optional(),
  OPERATIONS_PORT: portSetting,
  OPERATIONS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/, error: 'must be an http or https address' })
    .optional(),
}

type OperationsEnvironment = z.output<z.ZodObject<typeof operationsEnvironment>>

/** Throws `ConfigError` where metrics would be there for everybody who reaches the host. */
export function findOperations(env: OperationsEnvironment, loopback: ReadonlySet<string>): OperationsConfig {
  const { OPERATIONS_HOST: host = '127.0.0.1', OPERATIONS_PORT: port, OPERATIONS_TOKEN: token = null } = env
  if (port === undefined) return null
  if (token === null && !loopback.has(host)) {
    throw new ConfigError(
      `OPERATIONS_TOKEN: must be set, with at least 16 characters, when OPERATIONS_HOST is ${host} (not loopback)`,
    )
  }
  return { host, port, token }
}

export function findTracing({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }: OperationsEnvironment): TracingConfig {
  return endpoint === undefined ? null : { endpoint: endpoint.replace(/\/+$/, '') }
}

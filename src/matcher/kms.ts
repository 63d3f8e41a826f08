import { AwsClient } from 'aws4fetch'
import { z } from 'zod'

export const kmsSettingsSchema = z.strictObject({
  endpoint: z.url(),
  region: z.string(),
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
  sessionToken: z.string().optional(),
  /** Of the aliases: one for each installation of an account. */
  aliasPrefix: z.string(),
})

export type KmsSettings = z.output<typeof kmsSettingsSchema>

/** Its answer of failure, without its text. */
export class KmsError extends Error {
  override name = 'KmsError'
  /** As AWS calls it, such as `NotFoundException`. */
  readonly type: string

  constructor(operation: string, status: number, type: string) {
    super(`the KMS answered ${status} ${type} to ${operation}`)
    this.type = type
  }
}

const key = z.object({ KeyMetadata: z.object({ KeyId: z.string(), KeyState: z.string() }) })
const nothing = z.unknown()

/** The operations that are used, with what is read of their answers. https://docs.aws.amazon.com/kms/latest/APIReference */
const OPERATIONS = {
  CreateKey: key,
  DescribeKey: key,
  GetParametersForImport: z.object({ ImportToken: z.string(), PublicKey: z.string() }),
  ImportKeyMaterial: nothing,
  DeleteImportedKeyMaterial: nothing,
  ScheduleKeyDeletion: nothing,
  CreateAlias: nothing,
  DeleteAlias: nothing,
  ListAliases: z.object({
    Aliases: z.array(z.object({ AliasName: z.string() })),
    NextMarker: z.string().optional(),
    Truncated: z.boolean().optional(),
  }),
  Encrypt: z.object({ CiphertextBlob: z.string() }),
  Decrypt: z.object({ Plaintext: z.string() }),
} as const

type Operation = keyof typeof OPERATIONS
export type Kms = <Name extends Operation>(
  operation: Name,
  body: object,
) => Promise<z.output<(typeof OPERATIONS)[Name]>>

const PATIENCE_MS = 5_000
/** After an answer of 429 or 5xx. Each of the operations may be done again. */
const RETRIES = 2

const failureSchema = z.object({ __type: z.string() })

/** AWS KMS by its JSON protocol, each request signed (Signature Version 4). Rejects with `KmsError` on an answer of failure. */
export function openKms(settings: KmsSettings): Kms {
  const { endpoint, region, accessKeyId, secretAccessKey, sessionToken } = settings
  const client = new AwsClient({
    region,
    accessKeyId,
    secretAccessKey,
    ...(sessionToken === undefined ? {} : { sessionToken }),
    service: 'kms',
    retries: RETRIES,
  })
  return async (operation, body) => {
    const answer = await client.fetch(endpoint, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-amz-json-1.1',
        'X-Amz-Target': `TrentService.${operation}`,
      },
      body: JSON.stringify(body),
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    const text = await answer.text()
    const content: unknown = text === '' ? {} : JSON.parse(text)
    if (answer.ok) return OPERATIONS[operation].parse(content) as never
    const failure = failureSchema.safeParse(content)
    const type = failure.success ? (failure.data.__type.split('#').at(-1) ?? '') : 'unknown'
    throw new KmsError(operation, answer.status, type)
  }
}

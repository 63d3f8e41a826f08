import {
  constants,
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  generateKeyPairSync,
  privateDecrypt,
  randomBytes,
  randomUUID,
} from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import type { KmsSettings } from '../../src/matcher/kms.ts'

/*
 * A KMS that speaks AWS's JSON protocol: it checks each signature (written from Amazon's description, not from the library under
 * test), really opens imported material, and wraps with it.
 */

type Body = Readonly<Record<string, string | number | Readonly<Record<string, string>>>>
type Key = { state: string; material: Buffer | null; importToken: string }

class Failure extends Error {
  readonly type: string
  constructor(type: string) {
    super(type)
    this.type = type
  }
}

export type KmsServer = {
  readonly settings: KmsSettings
  /** Operations in order, refused ones with their failure. */
  readonly seen: string[]
  readonly keys: ReadonlyMap<string, Readonly<Key>>
  close(): Promise<void>
}

export async function startKmsServer(): Promise<KmsServer> {
  const wrapping = generateKeyPairSync('rsa', { modulusLength: 4096 })
  const keys = new Map<string, Key>()
  const aliases = new Map<string, string>()
  const seen: string[] = []
  const account = {
    region: 'eu-central-1',
    accessKeyId: 'AKIATESTONLY',
    secretAccessKey: 'of no worth anywhere',
  }

  function keyOf(body: Body): { readonly id: string; readonly key: Key } {
    const name = String(body.KeyId)
    const id = aliases.get(name) ?? name
    const key = keys.get(id)
    if (!key) throw new Failure('NotFoundException')
    return { id, key }
  }
  function materialOf(key: Key): Buffer {
    if (key.state !== 'Enabled' || !key.material) throw new Failure('KMSInvalidStateException')
    return key.material
  }
  const contextOf = (id: string, body: Body) =>
    Buffer.from(JSON.stringify([id, body.EncryptionContext ?? {}]))

  const operations: Readonly<Record<string, (body: Body) => object>> = {
    CreateKey({ Origin }) {
      if (Origin !== 'EXTERNAL') throw new Failure('UnsupportedOperationException')
      const id = randomUUID()
      keys.set(id, { state: 'PendingImport', material: null, importToken: '' })
      return { KeyMetadata: { KeyId: id, KeyState: 'PendingImport' } }
    },
    DescribeKey(body) {
      const { id, key } = keyOf(body)
      return { KeyMetadata: { KeyId: id, KeyState: key.state } }
    },
    GetParametersForImport(body) {
      const { key } = keyOf(body)
      if (body.WrappingAlgorithm !== 'RSAES_OAEP_SHA_256') throw new Failure('UnsupportedOperationException')
      key.importToken = randomBytes(32).toString('base64')
      const PublicKey = wrapping.publicKey.export({ format: 'der', type: 'spki' }).toString('base64')
      return { ImportToken: key.importToken, PublicKey }
    },
    ImportKeyMaterial(body) {
      const { key } = keyOf(body)
      if (key.importToken === '' || body.ImportToken !== key.importToken)
        throw new Failure('InvalidImportTokenException')
      const padding = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }
      const sealed = Buffer.from(String(body.EncryptedKeyMaterial), 'base64')
      const material = privateDecrypt({ key: wrapping.privateKey, ...padding }, sealed)
      if (material.length !== 32) throw new Failure('IncorrectKeyMaterialException')
      key.material = material
      key.state = 'Enabled'
      return {}
    },
    DeleteImportedKeyMaterial(body) {
      const { key } = keyOf(body)
      key.material = null
      if (key.state === 'Enabled') key.state = 'PendingImport'
      return {}
    },
    ScheduleKeyDeletion(body) {
      const { id, key } = keyOf(body)
      if (key.state === 'PendingDeletion') throw new Failure('KMSInvalidStateException')
      key.state = 'PendingDeletion'
      return { KeyId: id }
    },
    CreateAlias({ AliasName, TargetKeyId }) {
      if (aliases.has(String(AliasName))) throw new Failure('AlreadyExistsException')
      aliases.set(String(AliasName), String(TargetKeyId))
      return {}
    },
    DeleteAlias({ AliasName }) {
      if (!aliases.delete(String(AliasName))) throw new Failure('NotFoundException')
      return {}
    },
    // Two a page, so that there are pages.
    ListAliases({ Marker }) {
      const all = [...aliases.keys(), 'alias/of-something-else']
      const from = Number(Marker ?? 0)
      const Truncated = from + 2 < all.length
      const Aliases = all.slice(from, from + 2).map((AliasName) => ({ AliasName }))
      return { Aliases, Truncated, ...(Truncated && { NextMarker: String(from + 2) }) }
    },
    Encrypt(body) {
      const { id, key } = keyOf(body)
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', materialOf(key), nonce).setAAD(contextOf(id, body))
      const sealed = Buffer.concat([
        cipher.update(Buffer.from(String(body.Plaintext), 'base64')),
        cipher.final(),
      ])
      return { CiphertextBlob: Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64') }
    },
    Decrypt(body) {
      const { id, key } = keyOf(body)
      const blob = Buffer.from(String(body.CiphertextBlob), 'base64')
      const decipher = createDecipheriv('aes-256-gcm', materialOf(key), blob.subarray(0, 12))
      decipher.setAAD(contextOf(id, body)).setAuthTag(blob.subarray(12, 28))
      try {
        return {
          Plaintext: Buffer.concat([decipher.update(blob.subarray(28)), decipher.final()]).toString('base64'),
        }
      } catch {
        throw new Failure('InvalidCiphertextException')
      }
    },
  }

  function perform(request: IncomingMessage, content: Buffer): object {
    if (!isSigned(request, content, account)) throw new Failure('IncompleteSignatureException')
    const [service, name = ''] = String(request.headers['x-amz-target']).split('.')
    const operation = service === 'TrentService' ? operations[name] : undefined
    if (!operation || request.headers['content-type'] !== 'application/x-amz-json-1.1')
      throw new Failure('UnknownOperationException')
    return operation(JSON.parse(content.toString()))
  }

  const server = createServer(async (request, response) => {
    const content = await buffer(request)
    const name = String(request.headers['x-amz-target']).split('.')[1] ?? ''
    response.setHeader('Content-Type', 'application/x-amz-json-1.1')
    try {
      const answer = perform(request, content)
      seen.push(name)
      response.end(JSON.stringify(answer))
    } catch (error) {
      const type = error instanceof Failure ? error.type : 'KMSInternalException'
      seen.push(`${name} ${type}`)
      response.writeHead(400).end(JSON.stringify({ __type: type }))
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    settings: { ...account, endpoint: `http://127.0.0.1:${port}/`, aliasPrefix: 'backchannel' },
    seen,
    keys,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
function isSigned(
  { headers, method = '', url = '' }: IncomingMessage,
  content: Buffer,
  { region, accessKeyId, secretAccessKey }: { region: string; accessKeyId: string; secretAccessKey: string },
): boolean {
  const given =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/kms\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    )
  const [, id, date = '', place, signed = '', signature] = given ?? []
  if (id !== accessKeyId || place !== region || !signed.split(';').includes('x-amz-target')) return false
  const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest('hex')
  const hmac = (secret: Buffer | string, data: string) => createHmac('sha256', secret).update(data).digest()
  const lines = signed.split(';').map((name) => `${name}:${String(headers[name]).trim()}\n`)
  const canonical = [method, url, '', lines.join(''), signed, sha256(content)].join('\n')
  const scope = `${date}/${region}/kms/aws4_request`
  const toSign = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(canonical)].join('\n')
  const key = ['kms', 'aws4_request'].reduce(hmac, hmac(hmac(`AWS4${secretAccessKey}`, date), region))
  return hmac(key, toSign).toString('hex') === signature
}

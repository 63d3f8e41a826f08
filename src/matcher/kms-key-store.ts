import { constants, publicEncrypt, randomBytes } from 'node:crypto'
import { DAY_MS } from '../domain/deadlines.ts'
import { type KeyDay, KeyLostError, type KeyStore } from './keys.ts'
import { KmsError, type KmsSettings, openKms } from './kms.ts'

/** What a file's key has wrapped begins with 1. */
const FORMAT_VERSION = 2
const MATERIAL_BYTES = 32
/** The shortest that AWS takes. The material is gone at once; this clears away the empty key. */
const CLEAR_AFTER_DAYS = 7
const ALIASES_A_PAGE = 100

/** States in which a key has no material, and none that comes back: what was wrapped under it is lost. */
const EMPTY = new Set(['PendingImport', 'PendingDeletion'])

/**
 * A key of the day is a key of AWS KMS whose material we made and imported (`Origin: EXTERNAL`): the one kind that can be
 * destroyed at once, by `DeleteImportedKeyMaterial`. An alias names its day. What is wrapped: format version (1 byte) and
 * what `Encrypt` gave; its encryption context binds it to the session.
 */
export function openKmsKeyStore(settings: KmsSettings): KeyStore {
  const kms = openKms(settings)
  const aliasOf = (day: KeyDay) =>
    `alias/${settings.aliasPrefix}-${new Date(day * DAY_MS).toISOString().slice(0, 10)}`
  const there = new Set<KeyDay>()

  async function describe(KeyId: string): Promise<{ readonly id: string; readonly state: string } | null> {
    try {
      const { KeyMetadata } = await kms('DescribeKey', { KeyId })
      return { id: KeyMetadata.KeyId, state: KeyMetadata.KeyState }
    } catch (error) {
      if (error instanceof KmsError && error.type === 'NotFoundException') return null
      throw error
    }
  }

  /** First the material, then the name: so what has the name can wrap. */
  async function makeKey(day: KeyDay): Promise<void> {
    const { KeyMetadata } = await kms('CreateKey', {
      Origin: 'EXTERNAL',
      KeySpec: 'SYMMETRIC_DEFAULT',
      KeyUsage: 'ENCRYPT_DECRYPT',
      Description: `Backchannel, key of the day ${day}`,
    })
    const { KeyId } = KeyMetadata
    const { ImportToken, PublicKey } = await kms('GetParametersForImport', {
      KeyId,
      WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
      WrappingKeySpec: 'RSA_4096',
    })
    const EncryptedKeyMaterial = sealMaterial(PublicKey)
    const ExpirationModel = 'KEY_MATERIAL_DOES_NOT_EXPIRE'
    await kms('ImportKeyMaterial', { KeyId, ImportToken, EncryptedKeyMaterial, ExpirationModel })
    try {
      await kms('CreateAlias', { AliasName: aliasOf(day), TargetKeyId: KeyId })
    } catch (error) {
      // Another matcher was first: its key holds, and ours goes.
      await destroyKey(KeyId)
      if (!(error instanceof KmsError && error.type === 'AlreadyExistsException')) throw error
    }
  }

  async function destroyKey(KeyId: string): Promise<void> {
    await kms('DeleteImportedKeyMaterial', { KeyId })
    await kms('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: CLEAR_AFTER_DAYS })
  }

  async function make(day: KeyDay): Promise<void> {
    if (there.has(day)) return
    if (!(await describe(aliasOf(day)))) await makeKey(day)
    there.add(day)
  }

  return {
    make,
    async wrap(day, sessionId, privateKey) {
      await make(day)
      const Plaintext = Buffer.from(privateKey).toString('base64')
      const EncryptionContext = { session: sessionId }
      const { CiphertextBlob } = await kms('Encrypt', { KeyId: aliasOf(day), Plaintext, EncryptionContext })
      return Uint8Array.of(FORMAT_VERSION, ...Buffer.from(CiphertextBlob, 'base64'))
    },
    async unwrap(day, sessionId, wrapped) {
      if (wrapped[0] !== FORMAT_VERSION) throw new KeyLostError('not wrapped by this kind of store')
      const KeyId = aliasOf(day)
      const CiphertextBlob = Buffer.from(wrapped.subarray(1)).toString('base64')
      try {
        const opened = await kms('Decrypt', {
          KeyId,
          CiphertextBlob,
          EncryptionContext: { session: sessionId },
        })
        return new Uint8Array(Buffer.from(opened.Plaintext, 'base64'))
      } catch (cause) {
        if (await isLost(KeyId, cause)) throw new KeyLostError('the KMS cannot open it', { cause })
        throw cause
      }
    },
    async has(day) {
      if (!there.has(day)) {
        const key = await describe(aliasOf(day))
        if (!key || EMPTY.has(key.state)) return false
        there.add(day)
      }
      return true
    },
    async listDays() {
      const days: KeyDay[] = []
      for (let Marker: string | undefined, more = true; more; ) {
        const page = await kms('ListAliases', { Limit: ALIASES_A_PAGE, ...(Marker && { Marker }) })
        days.push(...page.Aliases.flatMap(({ AliasName }) => dayOf(settings.aliasPrefix, AliasName) ?? []))
        Marker = page.NextMarker
        more = page.Truncated === true && Marker !== undefined
      }
      for (const day of there) if (!days.includes(day)) there.delete(day)
      return days
    },
    async destroy(day) {
      there.delete(day)
      const key = await describe(aliasOf(day))
      if (!key) return
      // The name goes last: until then another attempt finds what is left to do.
      if (key.state === 'PendingDeletion') await kms('DeleteImportedKeyMaterial', { KeyId: key.id })
      else await destroyKey(key.id)
      await kms('DeleteAlias', { AliasName: aliasOf(day) })
    },
  }

  /** Whether the failure is for good: another session's, changed, or under a key without its material. */
  async function isLost(keyId: string, error: unknown): Promise<boolean> {
    if (!(error instanceof KmsError)) return false
    if (['InvalidCiphertextException', 'IncorrectKeyException', 'NotFoundException'].includes(error.type))
      return true
    if (error.type !== 'KMSInvalidStateException') return false
    const key = await describe(keyId)
    return key === null || EMPTY.has(key.state)
  }
}

function sealMaterial(publicKey: string): string {
  const material = randomBytes(MATERIAL_BYTES)
  try {
    const key = { key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' } as const
    const padding = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }
    return publicEncrypt({ ...key, ...padding }, material).toString('base64')
  } finally {
    material.fill(0)
  }
}

function dayOf(prefix: string, alias: string): KeyDay | null {
  const start = `alias/${prefix}-`
  const date = alias.slice(start.length)
  if (!alias.startsWith(start) || !/^\d{4}-\d\d-\d\d$/.test(date)) return null
  return Date.parse(date) / DAY_MS
}

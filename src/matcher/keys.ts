import { sealingSuite } from '../contract/sealing.ts'
import type { SessionId } from '../domain/ids.ts'
import { MatcherError } from './matcher-error.ts'

/** Keeps private keys unreadable at rest. Each wrapped key is bound to its session. */
export type KeyStore = {
  wrap(sessionId: SessionId, privateKey: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>
  /** Rejects if this was wrapped for another session, under another key, or was changed. */
  unwrap(sessionId: SessionId, wrapped: Uint8Array): Promise<Uint8Array<ArrayBuffer>>
}

export type NewSessionKeys = {
  readonly publicKey: Uint8Array<ArrayBuffer>
  readonly wrappedPrivateKey: Uint8Array<ArrayBuffer>
}

/** A key pair for one session. The private half leaves here wrapped. */
export async function makeSessionKeys(keyStore: KeyStore, sessionId: SessionId): Promise<NewSessionKeys> {
  const { kem } = sealingSuite
  const pair = await kem.generateKeyPair()
  const publicKey = new Uint8Array(await kem.serializePublicKey(pair.publicKey))
  const privateKey = new Uint8Array(await kem.serializePrivateKey(pair.privateKey))
  try {
    return { publicKey, wrappedPrivateKey: await keyStore.wrap(sessionId, privateKey) }
  } finally {
    privateKey.fill(0)
  }
}

/** The session's key pair, for as long as one call needs it. */
export async function openSessionKeys(
  keyStore: KeyStore,
  session: {
    readonly id: SessionId
    readonly publicKey: Uint8Array
    readonly wrappedPrivateKey: Uint8Array | null
  },
): Promise<CryptoKeyPair> {
  if (session.wrappedPrivateKey === null) throw new MatcherError('out-of-step')
  const privateKey = await unwrap(keyStore, session.id, session.wrappedPrivateKey)
  try {
    const { kem } = sealingSuite
    return {
      publicKey: await kem.deserializePublicKey(session.publicKey),
      privateKey: await kem.deserializePrivateKey(privateKey),
    }
  } finally {
    privateKey.fill(0)
  }
}

async function unwrap(
  keyStore: KeyStore,
  id: SessionId,
  wrapped: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await keyStore.unwrap(id, wrapped)
  } catch (cause) {
    throw new MatcherError('key-unreadable', { cause })
  }
}

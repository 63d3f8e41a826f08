import { createHmac, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import type { JournalChain } from './append-journal.ts'

/** The end of a chain at the moment of an export: with its signature, nothing before it can be changed unseen. */
export type Head = {
  readonly matterId: string
  readonly chain: JournalChain
  readonly seq: number
  readonly hash: string
}

export type SignedHead = Head & { readonly signature: string }

/** The PKCS #8 frame of an Ed25519 key whose 32 bytes follow (RFC 8410). */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex')

/** The installation's own signing key, derived from its secret so that every process has the same. */
export function journalSigningKey(secret: string): KeyObject {
  const seed = createHmac('sha256', secret).update('backchannel/journal/ed25519').digest()
  return createPrivateKey({ key: Buffer.concat([PKCS8_ED25519, seed]), format: 'der', type: 'pkcs8' })
}

/** The public half as SPKI, base64: what an export is checked against. */
export function publicKeyText(key: KeyObject): string {
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64')
}

export function signHead(key: KeyObject, head: Head): SignedHead {
  return { ...head, signature: sign(null, headBytes(head), key).toString('base64') }
}

/** False for a signature that is not this key's, and for a key that is none. */
export function isSignedBy(publicKey: string, { signature, ...head }: SignedHead): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' })
    return verify(null, headBytes(head), key, Buffer.from(signature, 'base64'))
  } catch {
    return false
  }
}

function headBytes({ matterId, chain, seq, hash }: Head): Buffer {
  return Buffer.from(JSON.stringify(['backchannel journal head v1', matterId, chain, seq, hash]))
}

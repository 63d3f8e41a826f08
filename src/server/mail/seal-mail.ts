import { createCipheriv, createDecipheriv } from 'node:crypto'
import type { Chance } from '../context.ts'

/** A mail as it waits: whole, so that what is sent does not depend on what has changed since. */
export type OutgoingMail = {
  readonly to: { readonly email: string; readonly name: string }
  readonly subject: string
  readonly html: string
  readonly text: string
}

const NONCE_BYTES = 12
const TAG_BYTES = 16

/**
 * Encrypts a mail under the key of the outbox (32 bytes, hex), bound to the id of its row. The key lies outside the
 * database: whoever reads that follows no link.
 */
export function sealMail(key: string, id: string, mail: OutgoingMail, chance: Chance): Buffer {
  const nonce = Buffer.from(chance.newToken(), 'base64url').subarray(0, NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(key, 'hex'), nonce)
  cipher.setAAD(Buffer.from(id))
  const body = Buffer.concat([cipher.update(JSON.stringify(mail), 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

/** Throws where the key, the row or a byte of it is not the one that was sealed. */
export function openMail(key: string, id: string, sealed: Buffer): OutgoingMail {
  const nonce = sealed.subarray(0, NONCE_BYTES)
  const tag = sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(key, 'hex'), nonce, {
    authTagLength: TAG_BYTES,
  })
  decipher.setAAD(Buffer.from(id))
  decipher.setAuthTag(tag)
  const body = sealed.subarray(NONCE_BYTES + TAG_BYTES)
  return JSON.parse(Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8'))
}

import { type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'
import { normalizePassword } from '../../domain/password-policy.ts'
import type { Chance } from '../context.ts'

/** OWASP's Password Storage Cheat Sheet for scrypt: 32 MiB of memory, three times over. */
const COST = { log2N: 15, r: 8, p: 3 } as const
const KEY_BYTES = 32
const FORMAT = /^scrypt\$(\d+)\$(\d+)\$(\d+)\$([\w-]+)\$([\w-]+)$/

type Cost = { readonly log2N: number; readonly r: number; readonly p: number }

/** What is kept in place of a password: the cost and the salt stand in it, so that the cost can rise later. */
export async function hashPassword(chance: Chance, password: string): Promise<string> {
  const salt = chance.newToken()
  const key = await deriveKey(password, Buffer.from(salt, 'base64url'), COST)
  return ['scrypt', COST.log2N, COST.r, COST.p, salt, key.toString('base64url')].join('$')
}

/** Takes the same time whether or not they match. Throws for a hash of another format. */
export async function verifyPassword(hash: string, password: string): Promise<boolean> {
  const [, log2N, r, p, salt, key] = FORMAT.exec(hash) ?? []
  if (salt === undefined || key === undefined) throw new Error('a stored password has an unknown format')
  const cost = { log2N: Number(log2N), r: Number(r), p: Number(p) }
  const derived = await deriveKey(password, Buffer.from(salt, 'base64url'), cost)
  return timingSafeEqual(derived, Buffer.from(key, 'base64url'))
}

function deriveKey(password: string, salt: Buffer, { log2N, r, p }: Cost): Promise<Buffer> {
  const N = 2 ** log2N
  const options: ScryptOptions = { N, r, p, maxmem: 256 * N * r }
  return new Promise((resolve, reject) => {
    scrypt(normalizePassword(password), salt, KEY_BYTES, options, (error, key) => {
      if (error) reject(error)
      else resolve(key)
    })
  })
}

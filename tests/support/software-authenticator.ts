import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import type { NewPasskey, PasskeyAssertion } from '../../src/contract/accounts.ts'

export type SoftwareAuthenticator = {
  /** What a device answers to `navigator.credentials.create`, as JSON. A real one asks its owner when told to. */
  create(options: unknown, asksOwner?: boolean): NewPasskey['response']
  /** What it answers to `navigator.credentials.get`. */
  get(options: unknown, asksOwner?: boolean): PasskeyAssertion
}

const USER_PRESENT = 0x01
const USER_VERIFIED = 0x04
const HAS_CREDENTIAL = 0x40

/** One passkey of P-256 in memory, after WebAuthn Level 3: what a phone or a key would answer. */
export function softwareAuthenticator(origin: string): SoftwareAuthenticator {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = randomBytes(32)
  let uses = 0

  function answer(type: string, options: unknown) {
    const challenge = textAt(options, 'challenge')
    const clientData = Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))
    return {
      clientData,
      outer: {
        id: id.toString('base64url'),
        rawId: id.toString('base64url'),
        type: 'public-key' as const,
        clientExtensionResults: {},
      },
    }
  }

  function authenticatorData(rpId: string, asksOwner: boolean, extra: number, tail: Buffer): Buffer {
    const flags = USER_PRESENT | (asksOwner ? USER_VERIFIED : 0) | extra
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(uses++)
    return Buffer.concat([sha256(Buffer.from(rpId)), Buffer.from([flags]), counter, tail])
  }

  return {
    create(options, asksOwner = true) {
      const { clientData, outer } = answer('webauthn.create', options)
      const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
      // COSE: an elliptic key (1: 2) for ES256 (3: -7) on P-256 (-1: 1) with its x and y.
      const key = Buffer.concat([
        Buffer.from('a5010203262001215820', 'hex'),
        Buffer.from(x, 'base64url'),
        Buffer.from('225820', 'hex'),
        Buffer.from(y, 'base64url'),
      ])
      const credential = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, key])
      const data = authenticatorData(rpIdOf(options), asksOwner, HAS_CREDENTIAL, credential)
      // CBOR: { fmt: 'none', attStmt: {}, authData }
      const attestationObject = Buffer.concat([
        Buffer.from('a363666d74646e6f6e656761747453746d74a068617574684461746158', 'hex'),
        Buffer.from([data.length]),
        data,
      ])
      return {
        ...outer,
        response: {
          clientDataJSON: clientData.toString('base64url'),
          attestationObject: attestationObject.toString('base64url'),
        },
      }
    },

    get(options, asksOwner = true) {
      const { clientData, outer } = answer('webauthn.get', options)
      const data = authenticatorData(rpIdOf(options), asksOwner, 0, Buffer.alloc(0))
      const signature = sign('sha256', Buffer.concat([data, sha256(clientData)]), privateKey)
      return {
        ...outer,
        response: {
          clientDataJSON: clientData.toString('base64url'),
          authenticatorData: data.toString('base64url'),
          signature: signature.toString('base64url'),
        },
      }
    },
  }
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest()

function rpIdOf(options: unknown): string {
  const rp = typeof options === 'object' && options !== null && 'rp' in options ? options.rp : undefined
  return rp === undefined ? textAt(options, 'rpId') : textAt(rp, 'id')
}

function textAt(object: unknown, name: string): string {
  const value = typeof object === 'object' && object !== null ? Reflect.get(object, name) : undefined
  if (typeof value !== 'string') throw new Error(`the options of a passkey lack ${name}`)
  return value
}

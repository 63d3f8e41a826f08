import 'reflect-metadata'
import { randomBytes, webcrypto } from 'node:crypto'
import * as x509 from '@peculiar/x509'
import type { TlsIdentity } from '../../src/matcher/tls-identity.ts'

x509.cryptoProvider.set(webcrypto as Crypto)

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
const DAY_MS = 86_400_000

const PURPOSES = {
  server: x509.ExtendedKeyUsage.serverAuth,
  client: x509.ExtendedKeyUsage.clientAuth,
} as const

export type Issued = {
  /** DNS names, or an IP address. */
  readonly names: readonly string[]
  readonly purpose: keyof typeof PURPOSES
  /** Has run out a day ago. */
  readonly expired?: boolean
}

export type Authority = {
  readonly certificate: string
  /** What one end of a connection is given: its own certificate and key, and this authority to check the other by. */
  issue(issued: Issued): Promise<TlsIdentity>
}

/** A certificate authority such as an operator makes for the matchers and their callers. */
export async function makeAuthority(name: string): Promise<Authority> {
  const keys = await newKeys()
  const own = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: newSerial(),
    name: `CN=${name}`,
    ...valid(false),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
    ],
  })
  const certificate = own.toString('pem')
  return {
    certificate,
    async issue({ names, purpose, expired = false }) {
      const { publicKey, privateKey } = await newKeys()
      const issued = await x509.X509CertificateGenerator.create({
        serialNumber: newSerial(),
        subject: `CN=${names[0]}`,
        issuer: own.subject,
        ...valid(expired),
        signingAlgorithm: ALGORITHM,
        publicKey,
        signingKey: keys.privateKey,
        extensions: [
          new x509.BasicConstraintsExtension(false),
          new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
          new x509.ExtendedKeyUsageExtension([PURPOSES[purpose]]),
          new x509.SubjectAlternativeNameExtension(
            names.map((each) => ({
              type: /^[\d.]+$/.test(each) ? ('ip' as const) : ('dns' as const),
              value: each,
            })),
          ),
        ],
      })
      const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', privateKey)
      const key = x509.PemConverter.encode(pkcs8, 'PRIVATE KEY')
      return { authority: certificate, certificate: issued.toString('pem'), key }
    },
  }
}

const newSerial = () => `01${randomBytes(8).toString('hex')}`

async function newKeys(): Promise<CryptoKeyPair> {
  return (await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])) as CryptoKeyPair
}

function valid(expired: boolean): { notBefore: Date; notAfter: Date } {
  const now = Date.now()
  return {
    notBefore: new Date(now - 2 * DAY_MS),
    notAfter: new Date(now + (expired ? -DAY_MS : 3_650 * DAY_MS)),
  }
}

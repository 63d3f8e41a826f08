import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'

/** What one end of a connection shows, and by whom the other end has to be certified. Each is PEM. */
export type TlsIdentity = {
  /** The operator's own authority, and no public one: whoever it has certified may connect. */
  readonly authority: string
  readonly certificate: string
  readonly key: string
}

/** The names of the settings that name the files. */
export const TLS_FILES = {
  authority: 'MATCHER_TLS_CA',
  certificate: 'MATCHER_TLS_CERTIFICATE',
  key: 'MATCHER_TLS_KEY',
} as const

type Named = {
  readonly [Name in (typeof TLS_FILES)[keyof typeof TLS_FILES]]?: string | undefined
}

/**
 * Reads the three files, at start: renewed ones count from the next start on. Returns what is wrong, a line for each
 * setting, where one is missing or unfit.
 */
export function readTlsIdentity(named: Named): TlsIdentity | { readonly wrong: readonly string[] } {
  const wrong: string[] = []
  const read = (part: keyof typeof TLS_FILES, problem: (text: string, path: string) => string | null) => {
    const setting = TLS_FILES[part]
    const path = named[setting]
    const text = path === undefined ? null : readText(path)
    const what =
      path === undefined
        ? 'must name a file, for matchers on other hosts'
        : text === null
          ? 'names a file that cannot be read'
          : problem(text, path)
    if (what !== null) wrong.push(`${setting}: ${what}`)
    return text ?? ''
  }
  const authority = read('authority', (text) => (isCertificate(text) ? null : 'must be a certificate (PEM)'))
  const certificate = read('certificate', (text) =>
    isCertificate(text) ? null : 'must be a certificate (PEM)',
  )
  const key = read('key', (text, path) => {
    if (isOpenToAll(path)) return 'can be read by everybody: take their rights away (chmod o=)'
    return belongsTo(text, certificate) ? null : 'must be the private key (PEM) of the certificate'
  })
  return wrong.length > 0 ? { wrong } : { authority, certificate, key }
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

function isCertificate(text: string): boolean {
  try {
    return new X509Certificate(text).subject !== undefined
  } catch {
    return false
  }
}

function belongsTo(key: string, certificate: string): boolean {
  try {
    return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key))
  } catch {
    return false
  }
}

function isOpenToAll(path: string): boolean {
  return process.platform !== 'win32' && (statSync(path).mode & 0o007) !== 0
}

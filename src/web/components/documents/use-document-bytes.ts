import { useEffect, useState } from 'react'

export type LoadedBytes =
  | { readonly state: 'loading'; readonly loaded: number }
  | { readonly state: 'failed' }
  /** `sha256`: of the bytes that arrived; null where the browser does not compute it. */
  | { readonly state: 'loaded'; readonly bytes: Uint8Array<ArrayBuffer>; readonly sha256: string | null }

/** Fetches a document's bytes and takes their fingerprint, so that the page can say that what is read is what is named. */
export function useDocumentBytes(url: string): LoadedBytes {
  const [result, setResult] = useState<LoadedBytes>({ state: 'loading', loaded: 0 })
  useEffect(() => {
    const aborter = new AbortController()
    setResult({ state: 'loading', loaded: 0 })
    load(url, aborter.signal, (loaded) => setResult({ state: 'loading', loaded })).then(setResult, () => {
      if (!aborter.signal.aborted) setResult({ state: 'failed' })
    })
    return () => aborter.abort()
  }, [url])
  return result
}

async function load(
  url: string,
  signal: AbortSignal,
  onProgress: (loaded: number) => void,
): Promise<LoadedBytes> {
  const response = await fetch(url, { signal })
  if (!response.ok || response.body === null) throw new Error('not readable')
  const chunks: Uint8Array[] = []
  let loaded = 0
  const reader = response.body.getReader()
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    chunks.push(part.value)
    loaded += part.value.length
    onProgress(loaded)
  }
  const bytes = new Uint8Array(loaded)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return { state: 'loaded', bytes, sha256: await fingerprint(bytes) }
}

/** Browsers compute it on secure connections alone. */
async function fingerprint(bytes: Uint8Array<ArrayBuffer>): Promise<string | null> {
  if (!globalThis.isSecureContext) return null
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

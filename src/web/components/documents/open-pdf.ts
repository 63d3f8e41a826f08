import { getDocument, type PDFDocumentProxy, PDFWorker, version } from 'pdfjs-dist'
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url'

const files = `/assets/pdfjs-${version}/`

/** The part of the browser's Trusted Types that is used here; browsers without them take the plain address. */
type TrustedTypes = {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): unknown }
}

/** Our security policy lets a script be named only through a policy: this one knows a single script. */
const trustedWorkerUrl = (() => {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes }
  if (trustedTypes === undefined) return workerUrl
  const policy = trustedTypes.createPolicy('pdf-worker', {
    createScriptURL(url) {
      if (url !== workerUrl) throw new TypeError('this is not the script that reads PDFs')
      return url
    },
  })
  // The browser takes it as it is; the types of the standard library know text alone.
  return policy.createScriptURL(workerUrl) as string
})()

export type OpeningPdf = {
  /** Rejects where the file cannot be read. */
  readonly document: Promise<PDFDocumentProxy>
  close(): void
}

/**
 * Opens a PDF in a worker of our own origin. Nothing in the document runs: scripting is left out, and pictures are
 * decoded in plain JavaScript, which is all that the security policy allows.
 */
export function openPdf(bytes: Uint8Array<ArrayBuffer>): OpeningPdf {
  const thread = new Worker(trustedWorkerUrl, { type: 'module' })
  const worker = PDFWorker.create({ port: thread })
  const opening = getDocument({
    worker,
    data: bytes,
    cMapUrl: `${files}cmaps/`,
    standardFontDataUrl: `${files}standard_fonts/`,
    wasmUrl: `${files}wasm/`,
    useWasm: false,
    enableXfa: false,
    disableWorkerRendering: true,
    // A picture of more pixels than this is left out rather than take the page's memory.
    maxImageSize: 80_000_000,
  })
  return {
    document: opening.promise,
    close() {
      opening
        .destroy()
        .catch(() => {})
        .finally(() => {
          worker.destroy()
          thread.terminate()
        })
    },
  }
}

import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy, version } from 'pdfjs-dist'
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url'

GlobalWorkerOptions.workerSrc = workerUrl
const files = `/assets/pdfjs-${version}/`

/**
 * Opens a PDF in a worker of our own origin. Nothing in the document runs: pdf.js is told no scripting, and decodes in
 * plain JavaScript, which is all that the security policy allows. Throws where the file cannot be read.
 */
export function openPdf(bytes: Uint8Array<ArrayBuffer>): Promise<PDFDocumentProxy> {
  return getDocument({
    data: bytes,
    cMapUrl: `${files}cmaps/`,
    standardFontDataUrl: `${files}standard_fonts/`,
    wasmUrl: `${files}wasm/`,
    useWasm: false,
    enableXfa: false,
    disableWorkerRendering: true,
    // A picture of more pixels than this is left out rather than take the page's memory.
    maxImageSize: 80_000_000,
  }).promise
}

import type { PDFDocumentProxy } from 'pdfjs-dist'
import { useEffect, useState } from 'react'
import { Notice } from '../../ui/notice.tsx'
import { Progress } from '../../ui/progress.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { NotShown } from './not-shown.tsx'
import { openPdf } from './open-pdf.ts'
import { PdfPages } from './pdf-pages.tsx'
import { useDocumentBytes } from './use-document-bytes.ts'

export interface PdfReaderProps {
  readonly url: string
  readonly name: string
  readonly sizeBytes: number
  readonly sha256: string
}

/** A PDF, read in the page. What arrived is held against the recorded fingerprint before it is shown. */
export default function PdfReader({ url, name, sizeBytes, sha256 }: PdfReaderProps) {
  const loaded = useDocumentBytes(url)
  const pdf = useOpenPdf(loaded.state === 'loaded' ? loaded.bytes : null)

  if (loaded.state === 'failed' || pdf === 'failed') return <NotShown />
  if (loaded.state === 'loading') {
    return <Progress id="pdf-progress" label={`Loading ${name}`} value={loaded.loaded} max={sizeBytes} />
  }
  if (loaded.sha256 !== null && loaded.sha256 !== sha256) {
    return (
      <Notice tone="danger" live="alert" title="This is not the document that was uploaded">
        <p>Its fingerprint differs from the recorded one. Do not approve it; reload the page.</p>
      </Notice>
    )
  }
  return pdf === null ? <Skeleton lines={5} label={`Opening ${name}`} /> : <PdfPages pdf={pdf} name={name} />
}

function useOpenPdf(bytes: Uint8Array<ArrayBuffer> | null): PDFDocumentProxy | 'failed' | null {
  const [pdf, setPdf] = useState<PDFDocumentProxy | 'failed' | null>(null)
  useEffect(() => {
    if (bytes === null) return
    let closed = false
    // The worker takes its bytes away from the page: it gets a copy, should the effect run again.
    const opening = openPdf(bytes.slice())
    opening.document.then(
      (document) => {
        if (!closed) setPdf(document)
      },
      () => {
        if (!closed) setPdf('failed')
      },
    )
    return () => {
      closed = true
      setPdf(null)
      opening.close()
    }
  }, [bytes])
  return pdf
}

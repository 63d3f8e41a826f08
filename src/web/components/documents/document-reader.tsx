import { Download } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { DOCX, describeSize, type MediaType } from '../../../contract/documents.ts'
import { Notice } from '../../ui/notice.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { DocxText } from './docx-text.tsx'
import { useInBrowser } from './use-in-browser.ts'

const PdfReader = lazy(() => import('./pdf-reader.tsx'))

export interface ReadableDocument {
  readonly name: string
  readonly mediaType: MediaType
  readonly sizeBytes: number
  readonly sha256: string
}

export interface DocumentReaderProps {
  readonly document: ReadableDocument
  /** Where its bytes are. */
  readonly url: string
  /** The words of a DOCX. */
  readonly previewText: string | null
}

/** A document to be read in the page, whatever its type, with the way to download it. */
export function DocumentReader({ document, url, previewText }: DocumentReaderProps) {
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <DownloadLink document={document} url={url} />
      <Content document={document} url={url} previewText={previewText} />
    </div>
  )
}

function Content({ document, url, previewText }: DocumentReaderProps) {
  const inBrowser = useInBrowser()
  const { name, mediaType } = document
  if (mediaType === DOCX) return <DocxText name={name} text={previewText} />
  if (mediaType !== 'application/pdf') {
    return <img src={url} alt={`Shared file ${name}`} className="max-w-full rounded-sm border border-line" />
  }
  return (
    <>
      <noscript>
        <Notice title="Reading in the page needs JavaScript">
          <p>Download the document and read it on your device.</p>
        </Notice>
      </noscript>
      {inBrowser && (
        <Suspense fallback={<Skeleton lines={5} label={`Opening ${name}`} />}>
          <PdfReader {...document} url={url} />
        </Suspense>
      )}
    </>
  )
}

/** A download, and not a page: it leaves the app's navigation alone. */
export function DownloadLink({ document, url }: Pick<DocumentReaderProps, 'document' | 'url'>) {
  return (
    <a
      href={url}
      download={document.name}
      className="link inline-flex min-h-[44px] items-center gap-2 self-start print:hidden"
    >
      <Download aria-hidden="true" className="size-4 shrink-0" />
      <span className="min-w-0 [overflow-wrap:anywhere]">
        Download {document.name} ({describeSize(document.sizeBytes)})
      </span>
    </a>
  )
}

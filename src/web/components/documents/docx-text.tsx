import { Notice } from '../../ui/notice.tsx'
import { ScrollBox } from './scroll-box.tsx'

/** The words of a Word document. What a plain text leaves out is said before it. */
export function DocxText({ name, text }: { readonly name: string; readonly text: string | null }) {
  if (text === null || text === '') {
    return (
      <Notice tone="warn" title="There is no text preview of this document">
        <p>Download it and read it in Word or another program.</p>
      </Notice>
    )
  }
  return (
    <>
      <p className="text-sm text-muted">
        These are the document’s words alone. Automatic numbering, headers and footers, footnotes, pictures
        and tracked changes are not shown: download the document to read all of it.
      </p>
      <ScrollBox label={`Text of ${name}`} className="max-h-[75dvh] bg-surface p-4 sm:p-6">
        <div className="max-w-(--container-prose) whitespace-pre-wrap">{text}</div>
      </ScrollBox>
    </>
  )
}

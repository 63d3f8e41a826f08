import type { PDFDocumentProxy } from 'pdfjs-dist'
import { useCallback, useRef, useState } from 'react'
import { NotShown } from './not-shown.tsx'
import { PdfPage } from './pdf-page.tsx'
import { PdfToolbar, type Zoom } from './pdf-toolbar.tsx'
import './pdf-words.css'
import { ScrollBox } from './scroll-box.tsx'
import { usePageSizes } from './use-page-sizes.ts'
import { usePagesInView } from './use-pages-in-view.ts'
import { useWidth } from './use-width.ts'

/** The padding of the box on both sides, in CSS pixels. */
const PADDING = 24

/** All pages one below the other, drawn as they come near. */
export function PdfPages({ pdf, name }: { readonly pdf: PDFDocumentProxy; readonly name: string }) {
  const box = useRef<HTMLElement>(null)
  const [zoom, setZoom] = useState<Zoom>(1)
  const [failed, setFailed] = useState(false)
  const onFailed = useCallback(() => setFailed(true), [])
  const sizes = usePageSizes(pdf)
  const width = useWidth(box)
  const { near, current } = usePagesInView(box, sizes.length)

  return (
    <div className="flex flex-col gap-3">
      <PdfToolbar
        page={current}
        pageCount={pdf.numPages}
        zoom={zoom}
        onPage={(page) => scrollToPage(box.current, page)}
        onZoom={setZoom}
      />
      {failed && <NotShown />}
      <ScrollBox ref={box} label={`Pages of ${name}`} className="h-[75dvh] bg-sunken p-3">
        <ol className="mx-auto flex w-max flex-col gap-3">
          {sizes.map(({ number, ...size }) => {
            const scale = (Math.max(width - PADDING, 100) / size.width) * zoom
            return (
              <li
                key={number}
                data-page={number}
                aria-label={`Page ${number} of ${sizes.length}`}
                className="relative mx-auto bg-[#ffffff]"
                style={{ width: size.width * scale, height: size.height * scale }}
              >
                {width > 0 && (
                  <PdfPage
                    document={pdf}
                    number={number}
                    scale={scale}
                    near={near.has(number)}
                    onFailed={onFailed}
                  />
                )}
              </li>
            )
          })}
        </ol>
      </ScrollBox>
    </div>
  )
}

/** Moves the box alone: the window around it stays where the reader has it. */
function scrollToPage(box: HTMLElement | null, page: number): void {
  const target = box?.querySelector(`[data-page="${page}"]`)
  if (!box || !target) return
  const below = target.getBoundingClientRect().top - box.getBoundingClientRect().top
  box.scrollTop += below - PADDING / 2
}

import type { PDFDocumentProxy } from 'pdfjs-dist'
import { useEffect, useState } from 'react'

/** Of a page at its natural scale, in points. */
export type PageSize = { readonly number: number; readonly width: number; readonly height: number }

const BATCH = 25

/** The sizes of all pages: at first all like the first one, then, a batch at a time, as they are. */
export function usePageSizes(pdf: PDFDocumentProxy): readonly PageSize[] {
  const [sizes, setSizes] = useState<readonly PageSize[]>([])
  useEffect(() => {
    let stopped = false
    async function measure() {
      const first = await sizeOf(pdf, 1)
      if (stopped) return
      setSizes(Array.from({ length: pdf.numPages }, (_, index) => ({ ...first, number: index + 1 })))
      for (let from = 2; from <= pdf.numPages && !stopped; from += BATCH) {
        const numbers = Array.from({ length: BATCH }, (_, index) => from + index)
        const batch = await Promise.all(
          numbers.filter((number) => number <= pdf.numPages).map((number) => sizeOf(pdf, number)),
        )
        if (!stopped) setSizes((known) => known.map((size) => batch[size.number - from] ?? size))
      }
    }
    // A page that cannot be measured keeps the first one's size; drawing it says what is wrong.
    measure().catch(() => {})
    return () => {
      stopped = true
    }
  }, [pdf])
  return sizes
}

async function sizeOf(pdf: PDFDocumentProxy, number: number): Promise<PageSize> {
  const page = await pdf.getPage(number)
  const { width, height } = page.getViewport({ scale: 1 })
  return { number, width, height }
}

import { type PDFDocumentProxy, TextLayer } from 'pdfjs-dist'
import { useEffect, useRef } from 'react'

export interface PdfPageProps {
  readonly document: PDFDocumentProxy
  /** From 1. */
  readonly number: number
  /** CSS pixels for each point of the page. */
  readonly scale: number
  /** Far from what is being read, a page gives its pixels back. */
  readonly near: boolean
  readonly onFailed: () => void
}

/** One page: its picture, and over it its words, to be selected and read out. */
export function PdfPage({ document: pdf, number, scale, near, onFailed }: PdfPageProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const words = useRef<HTMLDivElement>(null)

  useEffect(() => {
    const picture = canvas.current
    const layer = words.current
    if (!near || picture === null || layer === null) return
    let stop = () => {}
    let stopped = false
    draw(pdf, number, scale, picture, layer, (cancel) => {
      stop = cancel
    }).catch(() => {
      if (!stopped) onFailed()
    })
    return () => {
      stopped = true
      stop()
      picture.width = 0
      picture.height = 0
      layer.replaceChildren()
    }
  }, [pdf, number, scale, near, onFailed])

  return (
    <>
      <div aria-hidden="true" className="absolute inset-0">
        <canvas ref={canvas} className="size-full" />
      </div>
      <div ref={words} className="pdf-words" />
    </>
  )
}

async function draw(
  pdf: PDFDocumentProxy,
  number: number,
  scale: number,
  picture: HTMLCanvasElement,
  layer: HTMLElement,
  onCancel: (cancel: () => void) => void,
): Promise<void> {
  const page = await pdf.getPage(number)
  const viewport = page.getViewport({ scale })
  const sharpness = Math.min(window.devicePixelRatio, 2)
  picture.width = Math.floor(viewport.width * sharpness)
  picture.height = Math.floor(viewport.height * sharpness)
  const task = page.render({
    canvas: picture,
    viewport,
    ...(sharpness !== 1 && { transform: [sharpness, 0, 0, sharpness, 0, 0] }),
  })
  const text = new TextLayer({
    textContentSource: page.streamTextContent(),
    container: layer,
    viewport,
  })
  layer.style.setProperty('--total-scale-factor', String(scale))
  onCancel(() => {
    task.cancel()
    text.cancel()
  })
  await Promise.all([task.promise, text.render()])
}

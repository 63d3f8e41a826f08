import { ChevronDown, ChevronUp } from 'lucide-react'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/select.tsx'

const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3] as const
/** Of the width of the box. */
export type Zoom = (typeof ZOOMS)[number]

export interface PdfToolbarProps {
  readonly page: number
  readonly pageCount: number
  readonly zoom: Zoom
  readonly onPage: (page: number) => void
  readonly onZoom: (zoom: Zoom) => void
}

/** Going from page to page, and the size of what is read. */
export function PdfToolbar({ page, pageCount, zoom, onPage, onZoom }: PdfToolbarProps) {
  return (
    <div role="toolbar" aria-label="Reading" className="flex flex-wrap items-end gap-3 print:hidden">
      <div className="flex items-center gap-2">
        <Button
          aria-disabled={page <= 1 || undefined}
          onClick={() => onPage(Math.max(1, page - 1))}
          icon={<ChevronUp aria-hidden="true" className="size-4" />}
        >
          <span className="sr-only">Previous page</span>
        </Button>
        <p className="text-sm whitespace-nowrap" role="status">
          Page {page} of {pageCount}
        </p>
        <Button
          aria-disabled={page >= pageCount || undefined}
          onClick={() => onPage(Math.min(pageCount, page + 1))}
          icon={<ChevronDown aria-hidden="true" className="size-4" />}
        >
          <span className="sr-only">Next page</span>
        </Button>
      </div>
      <div className="ml-auto flex items-center gap-2">
        <Select
          id="pdf-zoom"
          name="zoom"
          label={<span className="text-sm">Size</span>}
          value={String(zoom)}
          onChange={(event) => onZoom(ZOOMS.find((each) => String(each) === event.target.value) ?? 1)}
          options={ZOOMS.map((each) => ({
            value: String(each),
            label: each === 1 ? 'Fit the width' : `${each * 100}%`,
          }))}
        />
      </div>
    </div>
  )
}

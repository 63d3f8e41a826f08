import { ChevronLeft, ChevronRight } from 'lucide-react'
import { LinkButton } from './button.tsx'

export interface PaginationProps {
  /** From 1. */
  readonly page: number
  readonly pageCount: number
  /** The address of a page, with the list's other parameters kept. */
  readonly pathOf: (page: number) => string
  /** What is listed, for the region's name: "Pages of matters". */
  readonly label: string
}

export function Pagination({ page, pageCount, pathOf, label }: PaginationProps) {
  if (pageCount <= 1) return null
  return (
    <nav aria-label={label} className="flex flex-wrap items-center justify-between gap-3 print:hidden">
      <p className="text-sm text-muted">
        Page {page} of {pageCount}
      </p>
      <div className="flex gap-3">
        {page > 1 && (
          <LinkButton
            to={pathOf(page - 1)}
            rel="prev"
            icon={<ChevronLeft aria-hidden="true" className="size-4" />}
          >
            Previous
          </LinkButton>
        )}
        {page < pageCount && (
          <LinkButton to={pathOf(page + 1)} rel="next">
            <span className="inline-flex items-center gap-2">
              Next <ChevronRight aria-hidden="true" className="size-4" />
            </span>
          </LinkButton>
        )}
      </div>
    </nav>
  )
}

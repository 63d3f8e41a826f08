import { Eye } from 'lucide-react'
import type { ReactNode } from 'react'

/** Beside each act of the terms: what the other side sees of it. */
export function OtherSideSees({ children }: { readonly children: ReactNode }) {
  return (
    <p className="flex gap-2 text-sm text-muted">
      <Eye aria-hidden="true" className="mt-[3px] size-4 shrink-0" />
      <span>
        <strong className="font-medium text-ink">What the other side sees:</strong> {children}
      </span>
    </p>
  )
}

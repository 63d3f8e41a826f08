import { type ReactNode, useEffect, useRef } from 'react'
import { useLocation } from 'react-router'

export interface DisclosureMenuProps {
  /** What the summary shows. */
  readonly summary: ReactNode
  readonly children: ReactNode
}

/**
 * A sheet of links and small forms under its opener. It is the browser's own disclosure, so it works before and without
 * script, and costs nothing; script only closes it again: on Escape, on a press elsewhere, after going somewhere.
 */
export function DisclosureMenu({ summary, children }: DisclosureMenuProps) {
  const details = useRef<HTMLDetailsElement>(null)
  const { key } = useLocation()

  const lastKey = useRef(key)
  useEffect(() => {
    if (lastKey.current === key) return
    lastKey.current = key
    if (details.current !== null) details.current.open = false
  }, [key])

  useEffect(() => {
    const closeOutside = (event: Event) => {
      const box = details.current
      if (box?.open && event.target instanceof Node && !box.contains(event.target)) box.open = false
    }
    document.addEventListener('pointerdown', closeOutside)
    document.addEventListener('focusin', closeOutside)
    return () => {
      document.removeEventListener('pointerdown', closeOutside)
      document.removeEventListener('focusin', closeOutside)
    }
  }, [])

  return (
    <details
      ref={details}
      className="relative"
      onKeyDown={(event) => {
        const box = details.current
        if (event.key !== 'Escape' || !box?.open) return
        box.open = false
        box.querySelector('summary')?.focus()
      }}
    >
      <summary className="inline-flex min-h-[44px] cursor-pointer list-none items-center gap-2 rounded-sm px-2 hover:bg-sunken [&::-webkit-details-marker]:hidden">
        {summary}
      </summary>
      <div className="absolute right-0 z-40 mt-1 w-[16rem] max-w-[calc(100vw-32px)] rounded-lg border border-line bg-surface py-2 shadow-overlay">
        {children}
      </div>
    </details>
  )
}

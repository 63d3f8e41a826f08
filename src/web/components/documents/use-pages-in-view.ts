import { type RefObject, useEffect, useState } from 'react'

export type PagesInView = {
  /** Pages near what is being read, which are worth drawing. */
  readonly near: ReadonlySet<number>
  /** The page that takes up most of the view; from 1. */
  readonly current: number
}

/** Watches which of the `[data-page]` elements in a scrolled box are in view or close to it. */
export function usePagesInView(box: RefObject<HTMLElement | null>, pageCount: number): PagesInView {
  const [near, setNear] = useState<ReadonlySet<number>>(new Set([1]))
  const [shares, setShares] = useState<ReadonlyMap<number, number>>(new Map())

  useEffect(() => {
    const root = box.current
    if (root === null || pageCount === 0) return
    const around = new IntersectionObserver((entries) => setNear((known) => withEntries(known, entries)), {
      root,
      rootMargin: '100% 0px',
    })
    const inside = new IntersectionObserver(
      (entries) =>
        setShares((known) => {
          const next = new Map(known)
          for (const entry of entries) next.set(pageOf(entry.target), entry.intersectionRect.height)
          return next
        }),
      { root, threshold: [0, 0.25, 0.5, 0.75, 1] },
    )
    for (const page of root.querySelectorAll('[data-page]')) {
      around.observe(page)
      inside.observe(page)
    }
    return () => {
      around.disconnect()
      inside.disconnect()
    }
  }, [box, pageCount])

  const most = [...shares].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [1, 0] as const)
  return { near, current: most[0] }
}

function withEntries(known: ReadonlySet<number>, entries: readonly IntersectionObserverEntry[]): Set<number> {
  const next = new Set(known)
  for (const { target, isIntersecting } of entries) {
    if (isIntersecting) next.add(pageOf(target))
    else next.delete(pageOf(target))
  }
  return next
}

function pageOf(element: Element): number {
  return Number(element.getAttribute('data-page'))
}

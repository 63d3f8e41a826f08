import { useEffect, useRef, useState } from 'react'
import { useLocation } from 'react-router'

/**
 * Going to another page without a reload moves neither the focus nor a screen reader. This puts the focus at the start
 * of the new page's content, unless the page itself took it, and says the page's title.
 */
export function NavigationAnnouncer({ mainId }: { readonly mainId: string }) {
  const { pathname } = useLocation()
  const [title, setTitle] = useState('')
  const lastPathname = useRef(pathname)

  useEffect(() => {
    if (lastPathname.current === pathname) return
    lastPathname.current = pathname
    setTitle(document.title)
    const main = document.getElementById(mainId)
    if (main !== null && !main.contains(document.activeElement)) main.focus({ preventScroll: true })
  }, [pathname, mainId])

  return (
    <p aria-live="polite" className="sr-only">
      {title}
    </p>
  )
}

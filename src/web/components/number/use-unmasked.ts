import { useEffect, useState } from 'react'

/** For how long figures are shown without another press. */
const SHOWN_MS = 60_000

/**
 * Whether figures are shown; masked until pressed, and again when the reader looks away, prints, or a minute has passed:
 * others may see the screen.
 */
export function useUnmasked() {
  const [shown, setShown] = useState(false)
  useEffect(() => {
    if (!shown) return
    // The browser's own print window takes the focus, and has its picture of the page by then.
    const hide = () => setShown(false)
    const hideIfHidden = () => {
      if (document.hidden) hide()
    }
    const timer = setTimeout(hide, SHOWN_MS)
    window.addEventListener('blur', hide)
    document.addEventListener('visibilitychange', hideIfHidden)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('blur', hide)
      document.removeEventListener('visibilitychange', hideIfHidden)
    }
  }, [shown])
  return { shown, show: () => setShown(true), hide: () => setShown(false) }
}

import { useEffect, useState } from 'react'
import { keptValues, type NewMatterValues } from './new-matter-form.ts'

const KEY = 'new-matter'

/**
 * What was sent for review last, for a page that is loaded again in this tab; null until that is known, and where there is
 * nothing. Forgotten when the page is left. Nothing in it is a secret of one side.
 */
export function useKeptValues(sent: NewMatterValues | null): NewMatterValues | null {
  const [kept, setKept] = useState<NewMatterValues | null>(null)
  // Not while rendering: the server's page knows nothing of it.
  useEffect(() => setKept(keptValues(sessionStorage.getItem(KEY))), [])
  useEffect(() => {
    if (sent !== null) sessionStorage.setItem(KEY, JSON.stringify(sent))
  }, [sent])
  useEffect(() => () => sessionStorage.removeItem(KEY), [])
  return kept
}

import { useContext } from 'react'
import inlineStyles from './app.css?inline'
import stylesheetUrl from './app.css?url'
import { NonceContext } from './nonce.ts'

/**
 * The styles come inside the page: a file of its own would cost a phone a round trip, in competition with the scripts
 * and fonts, before anything can be painted. React adopts the element by its `href`, so the browser's bundle leaves the
 * text out. In development a linked file is used, which Vite can replace while it is edited.
 */
export function Stylesheet() {
  const nonce = useContext(NonceContext)
  if (import.meta.env.DEV) return <link rel="stylesheet" href={stylesheetUrl} />
  return (
    <style href="app" precedence="app" {...(nonce !== undefined && { nonce })}>
      {import.meta.env.SSR ? inlineStyles : ''}
    </style>
  )
}

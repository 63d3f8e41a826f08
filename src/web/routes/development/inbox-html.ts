import { data } from 'react-router'
import { app } from '../../services-context.ts'
import type { Route } from './+types/inbox-html.ts'

/** A mail as it looks, cut off from our origin: it runs nothing and fetches nothing, but its links can be followed. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const mail = await app(context).services.mail.findInboxMail(params.mailId)
  if (mail === null) throw data(null, { status: 404 })
  return new Response(mail.html, {
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy':
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox allow-top-navigation-by-user-activation allow-popups",
      'Cache-Control': 'no-store',
    },
  })
}

import './zod-jitless.ts'
import instrumentSans from '@fontsource-variable/instrument-sans/files/instrument-sans-latin-wght-normal.woff2?url'
import sourceSerif from '@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2?url'
import type { ReactNode } from 'react'
import {
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  type ShouldRevalidateFunctionArgs,
  useMatches,
  useRouteLoaderData,
} from 'react-router'
import type { Route } from './+types/root.ts'
import { ErrorPage, errorMeta } from './components/chrome/error-page.tsx'
import { mainId } from './components/chrome/skip-link.tsx'
import { plainPage } from './plain-page.ts'
import { app } from './services-context.ts'
import { Stylesheet } from './stylesheet.tsx'
import { themeOf } from './theme.ts'
import { useFromServer } from './ui/from-server.ts'
import { NavigationAnnouncer } from './ui/navigation-announcer.tsx'
import { NavigationPending } from './ui/navigation-pending.tsx'
import { ReaderZoneProvider } from './ui/reader-zone.tsx'

const font = { rel: 'preload', as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' } as const

export const links: Route.LinksFunction = () => [
  { ...font, href: instrumentSans },
  { ...font, href: sourceSerif },
  { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' },
]

export const meta: Route.MetaFunction = errorMeta

export function loader({ context, request }: Route.LoaderArgs) {
  const { viewer, requestId } = app(context)
  return { theme: themeOf(request), viewer, requestId }
}

/** Only what was submitted can change the theme or the reader; a mere visit to another page asks nothing of this route. */
export function shouldRevalidate({ formMethod, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) {
  return formMethod !== undefined && formMethod !== 'GET' && defaultShouldRevalidate
}

/** The document around every page, the error pages included: then the loader's data may be missing. */
export function Layout({ children }: { children: ReactNode }) {
  const data = useRouteLoaderData<typeof loader>('root')
  // A fault of this route mounts the document anew. The scripts run already, and to write them again is forbidden by a
  // policy with Trusted Types.
  const fromServer = useFromServer()
  // Decided where the page is first made: in a browser that runs the scripts, they are there.
  const isPlain = useMatches().some(({ handle }) => handle === plainPage) && import.meta.env.SSR
  return (
    <html lang="en-US" data-theme={data?.theme ?? 'system'}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="theme-color" content="#faf8f4" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#111419" media="(prefers-color-scheme: dark)" />
        <Meta />
        <Links />
        <Stylesheet />
      </head>
      <body>
        <NavigationPending />
        <NavigationAnnouncer mainId={mainId} />
        <ReaderZoneProvider timeZone={data?.viewer?.timeZone ?? 'UTC'}>{children}</ReaderZoneProvider>
        {fromServer && !isPlain && (
          <>
            <ScrollRestoration />
            <Scripts />
          </>
        )}
      </body>
    </html>
  )
}

export default function Root() {
  return <Outlet />
}

/** For faults of this route alone: the layouts show those of their pages without replacing the document. */
export { ErrorPage as ErrorBoundary }

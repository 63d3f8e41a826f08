import { useSyncExternalStore } from 'react'
import { isRouteErrorResponse, Link, useLocation, useRouteError, useRouteLoaderData } from 'react-router'
import { paths } from '../../paths.ts'
import type * as RootRoute from '../../root.tsx'
import { LinkButton } from '../../ui/button.tsx'
import { useFromServer } from '../../ui/from-server.ts'
import { Away } from './away.tsx'
import { mainId } from './skip-link.tsx'
import { Mark } from './wordmark.tsx'

function useOnline(): boolean {
  return useSyncExternalStore(
    (changed) => {
      window.addEventListener('online', changed)
      window.addEventListener('offline', changed)
      return () => {
        window.removeEventListener('online', changed)
        window.removeEventListener('offline', changed)
      }
    },
    () => navigator.onLine,
    () => true,
  )
}

/**
 * "Not yours" and "does not exist" give one answer, so nobody can find out which matters exist. Of a fault of ours only
 * the reference is shown; the log has the rest.
 */
export function ErrorPage() {
  const error = useRouteError()
  const root = useRouteLoaderData<typeof RootRoute.loader>('root')
  const online = useOnline()
  // A later page's fault has its own request, which the first document's id would point away from.
  const fromServer = useFromServer()
  if (!online) return <Offline />
  switch (kindOf(error)) {
    case 'not-found':
      return <NotFound />
    case 'not-understood':
      return <NotUnderstood />
    case 'too-many':
      return <TooMany />
    case 'away':
      return (
        <Frame title={titles.away} actions={[<Reload key="reload" look="secondary" />, goHome]}>
          <Away data={isRouteErrorResponse(error) ? error.data : null} />
        </Frame>
      )
    case 'fault':
      return <Fault reference={fromServer ? (root?.requestId ?? null) : null} />
  }
}

type ErrorKind = 'not-found' | 'not-understood' | 'too-many' | 'away' | 'fault'

const titles: Readonly<Record<ErrorKind, string>> = {
  'not-found': 'There is no such page for you',
  'not-understood': 'That request did not make sense to us',
  'too-many': 'That was too often',
  away: 'Backchannel is unavailable for a moment',
  fault: 'Something went wrong',
}

function kindOf(error: unknown): ErrorKind {
  const status = isRouteErrorResponse(error) ? error.status : 500
  if (status === 404 || status === 403) return 'not-found'
  if (status === 429) return 'too-many'
  if (status === 503) return 'away'
  return status === 400 || status === 405 ? 'not-understood' : 'fault'
}

/** The `meta` of a route that shows this page in place of its children. */
export function errorMeta({ error }: { readonly error?: unknown }) {
  return [{ title: error === undefined ? 'Backchannel' : `${titles[kindOf(error)]} · Backchannel` }]
}

interface FrameProps {
  readonly title: string
  readonly children: React.ReactNode
  readonly actions: React.ReactNode
}

function Frame({ title, children, actions }: FrameProps) {
  return (
    <main
      id={mainId}
      tabIndex={-1}
      className="wrap flex min-h-dvh max-w-(--container-form) flex-col justify-center gap-6 py-12"
    >
      <Link
        to={paths.home()}
        className="inline-flex min-h-[44px] w-fit items-center"
        aria-label="Backchannel, home"
      >
        <Mark />
      </Link>
      <h1 className="text-3xl">{title}</h1>
      <div className="flex flex-col gap-4">{children}</div>
      <div className="flex flex-wrap gap-3">{actions}</div>
    </main>
  )
}

const goHome = (
  <LinkButton key="home" to={paths.home()}>
    Go to the home page
  </LinkButton>
)

/** A link, so that it works on pages that come without scripts; and what a form sent is not sent again by it. */
function Reload({ look }: { readonly look: 'primary' | 'secondary' }) {
  const { pathname, search } = useLocation()
  return (
    <LinkButton look={look} reloadDocument to={{ pathname, search }}>
      Load the page again
    </LinkButton>
  )
}

function NotFound() {
  return (
    <Frame
      title={titles['not-found']}
      actions={
        <>
          <LinkButton to={paths.matters()} look="primary">
            Go to your matters
          </LinkButton>
          {goHome}
        </>
      }
    >
      <p>
        Either nothing is at this address, or it belongs to a matter on which you have no seat. We give the
        same answer to both, so that nobody can find out which matters exist.
      </p>
      <p className="text-muted">
        If a colleague sent you the link, ask to be added to the matter’s people. If you have two accounts,
        sign in with the other one.
      </p>
    </Frame>
  )
}

function TooMany() {
  return (
    <Frame title={titles['too-many']} actions={[<Reload key="reload" look="primary" />, goHome]}>
      <p>
        Such pages were opened too often from the network that you are on, by you or by others. Nothing was
        changed, and an invitation stays as good as it was. Try again in 15 minutes.
      </p>
    </Frame>
  )
}

function NotUnderstood() {
  return (
    <Frame title={titles['not-understood']} actions={[<Reload key="reload" look="primary" />, goHome]}>
      <p>The page may have been open for a long time. Nothing was changed. Load it again and retry.</p>
    </Frame>
  )
}

function Offline() {
  return (
    <Frame title="You are offline" actions={<Reload look="primary" />}>
      <p>
        The page could not be fetched because this device has no connection. Anything you had already
        submitted and seen confirmed is safe; deadlines run on without you being connected.
      </p>
    </Frame>
  )
}

function Fault({ reference }: { readonly reference: string | null }) {
  return (
    <Frame title={titles.fault} actions={[<Reload key="reload" look="primary" />, goHome]}>
      <p>
        {reference === null
          ? 'Either the fault is ours, or the connection failed on the way.'
          : 'The fault is ours, and it was recorded.'}{' '}
        If you were submitting something, load the page again to see whether it went through before you repeat
        it.
      </p>
      {reference !== null && (
        <p className="text-muted">
          When you ask for help, give this reference: <code className="text-ink">{reference}</code>
        </p>
      )}
    </Frame>
  )
}

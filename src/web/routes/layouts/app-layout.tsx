import { Outlet } from 'react-router'
import { AppHeader } from '../../components/chrome/app-header.tsx'
import { ErrorPage, errorMeta } from '../../components/chrome/error-page.tsx'
import { Footer } from '../../components/chrome/footer.tsx'
import { mainId, SkipLink } from '../../components/chrome/skip-link.tsx'
import { LiveUpdates } from '../../components/live/live-updates.tsx'
import { requireViewer } from '../../services-context.ts'
import { themeOf } from '../../theme.ts'
import type { Route } from './+types/app-layout.ts'

export async function loader({ context, request }: Route.LoaderArgs) {
  const { viewer, services } = requireViewer(context, request)
  const unreadNotices = await services.notifications.countUnreadNotices(viewer)
  return { viewer: { name: viewer.name, email: viewer.email }, theme: themeOf(request), unreadNotices }
}

/** Everything behind the sign-in. */
export default function AppLayout({ loaderData }: Route.ComponentProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <AppHeader {...loaderData} />
      <LiveUpdates />
      <main id={mainId} tabIndex={-1} className="wrap pt-8 pb-12">
        <Outlet />
      </main>
      <Footer />
    </div>
  )
}

export { ErrorPage as ErrorBoundary, errorMeta as meta }

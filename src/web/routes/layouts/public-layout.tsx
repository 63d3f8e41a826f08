import { Outlet } from 'react-router'
import { ErrorPage, errorMeta } from '../../components/chrome/error-page.tsx'
import { Footer } from '../../components/chrome/footer.tsx'
import { PublicHeader } from '../../components/chrome/public-header.tsx'
import { mainId, SkipLink } from '../../components/chrome/skip-link.tsx'
import { plainPage } from '../../plain-page.ts'
import { app } from '../../services-context.ts'
import type { Route } from './+types/public-layout.ts'

export function loader({ context }: Route.LoaderArgs) {
  return { signedIn: app(context).viewer !== null }
}

/** First impressions count, and nothing here needs a script. */
export const handle = plainPage

/** Pages that anybody may read. */
export default function PublicLayout({ loaderData }: Route.ComponentProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <PublicHeader signedIn={loaderData.signedIn} />
      <main id={mainId} tabIndex={-1} className="pb-12">
        <Outlet />
      </main>
      <Footer />
    </div>
  )
}

export { ErrorPage as ErrorBoundary, errorMeta as meta }

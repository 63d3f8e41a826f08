import { Outlet } from 'react-router'
import { ErrorPage, errorMeta } from '../../components/chrome/error-page.tsx'
import { Footer } from '../../components/chrome/footer.tsx'
import { mainId, SkipLink } from '../../components/chrome/skip-link.tsx'
import { Wordmark } from '../../components/chrome/wordmark.tsx'
import { paths } from '../../paths.ts'

/** One thing to do and nothing to be led away by: signing in, opening an account, accepting an invitation. */
export default function FocusedLayout() {
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <header className="wrap flex max-w-(--container-form) py-6 print:hidden">
        <Wordmark to={paths.home()} />
      </header>
      <main id={mainId} tabIndex={-1} className="wrap max-w-(--container-form) pb-12">
        <Outlet />
      </main>
      <Footer />
    </div>
  )
}

export { ErrorPage as ErrorBoundary, errorMeta as meta }

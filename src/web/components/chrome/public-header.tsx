import { Link, NavLink } from 'react-router'
import { paths } from '../../paths.ts'
import { LinkButton } from '../../ui/button.tsx'
import { Wordmark } from './wordmark.tsx'

const pages = [
  { to: paths.howItWorks(), label: 'How it works' },
  { to: paths.whoSeesWhat(), label: 'Who sees what' },
  { to: paths.faq(), label: 'Questions' },
]

export function PublicHeader({ signedIn }: { readonly signedIn: boolean }) {
  return (
    <header className="border-b border-line bg-page print:border-0 print:bg-transparent">
      <div className="wrap flex flex-wrap items-center justify-between gap-x-6 gap-y-1 py-3">
        <Wordmark to={paths.home()} />
        <nav aria-label="Pages" className="order-3 -mx-2 w-full md:order-none md:mx-0 md:w-auto print:hidden">
          <ul className="flex flex-wrap">
            {pages.map(({ to, label }) => (
              <li key={to}>
                <NavLink
                  to={to}
                  prefetch="intent"
                  className="inline-flex min-h-[44px] items-center rounded-sm px-2 text-sm text-muted underline-offset-4 hover:text-ink aria-[current=page]:text-ink aria-[current=page]:underline sm:px-3"
                >
                  {label}
                </NavLink>
              </li>
            ))}
          </ul>
        </nav>
        <div className="flex items-center gap-2 print:hidden">
          {signedIn ? (
            <LinkButton to={paths.matters()} look="primary">
              Your matters
            </LinkButton>
          ) : (
            <>
              <Link
                to={paths.signIn()}
                className="inline-flex min-h-[44px] items-center rounded-sm px-3 font-medium hover:underline"
              >
                Sign in
              </Link>
              <LinkButton to={paths.signUp()} look="primary" className="max-sm:hidden">
                Open an account
              </LinkButton>
            </>
          )}
        </div>
      </div>
    </header>
  )
}

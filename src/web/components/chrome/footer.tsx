import { Link } from 'react-router'
import { paths } from '../../paths.ts'

const links = [
  { to: paths.howItWorks(), label: 'How it works' },
  { to: paths.rules(), label: 'The rules' },
  { to: paths.whoSeesWhat(), label: 'Who sees what' },
  { to: paths.faq(), label: 'Questions' },
  { to: paths.termsOfUse(), label: 'Terms of use' },
  { to: paths.privacy(), label: 'Privacy' },
]

export function Footer() {
  return (
    <footer className="mt-auto border-t border-line print:hidden">
      <div className="wrap flex flex-col gap-4 py-8 text-sm text-muted">
        <nav aria-label="About Backchannel">
          <ul className="flex flex-wrap gap-x-6">
            {links.map(({ to, label }) => (
              <li key={to}>
                <Link
                  to={to}
                  className="inline-flex min-h-[44px] items-center hover:text-ink hover:underline"
                >
                  {label}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <p className="max-w-(--container-prose)">
          Backchannel gives no legal advice and moves no money. It compares two sealed numbers and tells both
          sides when there is a deal.
        </p>
      </div>
    </footer>
  )
}

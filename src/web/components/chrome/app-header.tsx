import { Bell, Briefcase, GraduationCap } from 'lucide-react'
import type { ReactNode } from 'react'
import { NavLink } from 'react-router'
import { paths } from '../../paths.ts'
import type { Theme } from '../../theme.ts'
import { AccountMenu } from './account-menu.tsx'
import { Wordmark } from './wordmark.tsx'

export interface AppHeaderProps {
  readonly viewer: { readonly name: string; readonly email: string }
  readonly theme: Theme
  readonly unreadNotices: number
}

/** On a phone the three places stand in a row of their own below the name, each with its word. */
export function AppHeader({ viewer, theme, unreadNotices }: AppHeaderProps) {
  return (
    <header className="border-b border-line bg-surface print:hidden">
      <div className="wrap flex flex-wrap items-center justify-between gap-x-6">
        <div className="py-2">
          <Wordmark to={paths.matters()} />
        </div>
        <nav
          aria-label="Main"
          className="order-3 -mx-2 w-[calc(100%+16px)] sm:order-none sm:mx-0 sm:w-auto sm:grow"
        >
          <ul className="flex justify-between sm:justify-start sm:gap-1">
            <Place to={paths.matters()} icon={<Briefcase aria-hidden="true" className="size-4" />}>
              Matters
            </Place>
            <Place to={paths.practice()} icon={<GraduationCap aria-hidden="true" className="size-4" />}>
              Practice
            </Place>
            <Place to={paths.notices()} icon={<Bell aria-hidden="true" className="size-4" />}>
              Notices
              {unreadNotices > 0 && (
                <span className="min-w-6 rounded-full bg-accent px-2 text-center text-xs leading-6 font-medium text-on-accent">
                  {unreadNotices > 99 ? '99+' : unreadNotices}
                  <span className="sr-only"> unread</span>
                </span>
              )}
            </Place>
          </ul>
        </nav>
        <AccountMenu viewer={viewer} theme={theme} />
      </div>
    </header>
  )
}

function Place({
  to,
  icon,
  children,
}: {
  readonly to: string
  readonly icon: ReactNode
  readonly children: ReactNode
}) {
  return (
    <li>
      <NavLink
        to={to}
        className="flex min-h-[48px] items-center gap-2 border-b-2 border-transparent px-2 pt-[2px] sm:px-3 [&_svg]:hidden min-[420px]:[&_svg]:block text-muted hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink sm:min-h-[60px]"
      >
        {icon}
        {children}
      </NavLink>
    </li>
  )
}

import type { ReactNode } from 'react'
import { NavLink } from 'react-router'

export interface Tab {
  readonly to: string
  readonly label: ReactNode
  /** The overview's address is a prefix of its siblings'. */
  readonly end?: boolean
  /** A short mark after the label, such as a count; it must make sense when read out. */
  readonly mark?: ReactNode
}

/** Pages of one thing, as links: each has its own address, so these are no ARIA tabs. Scrolls sideways on a phone. */
export function TabsNav({ tabs, label }: { readonly tabs: readonly Tab[]; readonly label: string }) {
  return (
    <nav
      aria-label={label}
      className="-mx-4 overflow-x-auto border-b border-line px-4 sm:mx-0 sm:px-0 print:hidden"
    >
      <ul className="flex gap-1">
        {tabs.map(({ to, label: text, end = false, mark }) => (
          <li key={to}>
            <NavLink
              to={to}
              end={end}
              prefetch="intent"
              className="flex min-h-[48px] items-center gap-2 rounded-t-sm border-b-[3px] border-transparent px-3 pt-[3px] whitespace-nowrap text-muted -outline-offset-4 hover:text-ink aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-ink"
            >
              {text}
              {mark}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}

import type { ReactNode } from 'react'
import { cx } from './class-names.ts'

export interface PageHeaderProps {
  readonly title: ReactNode
  /** One or two sentences under the title. */
  readonly lead?: ReactNode
  /** A small line above it, such as the kind of page or the way back. */
  readonly over?: ReactNode
  readonly actions?: ReactNode
}

/** The one `h1` of a page, with what can be done on the whole of it. */
export function PageHeader({ title, lead, over, actions }: PageHeaderProps) {
  return (
    <header className="mb-8 flex flex-wrap items-end justify-between gap-4">
      <div className="flex min-w-0 max-w-(--container-prose) flex-col gap-2">
        {over !== undefined && <div className="text-sm text-muted">{over}</div>}
        <h1 className="text-3xl">{title}</h1>
        {lead !== undefined && <p className="text-lg text-muted">{lead}</p>}
      </div>
      {actions !== undefined && <div className="flex flex-wrap gap-3">{actions}</div>}
    </header>
  )
}

export interface SectionProps {
  readonly title?: ReactNode
  /** Beside the title: a status or a small action. */
  readonly aside?: ReactNode
  /** `card` has an edge and a surface of its own; `plain` lies on the page. */
  readonly look?: 'card' | 'plain'
  readonly id?: string
  readonly className?: string
  readonly children: ReactNode
}

/** A part of a page under an `h2`. */
export function Section({ title, aside, look = 'card', id, className, children }: SectionProps) {
  return (
    <section
      id={id}
      className={cx(
        'flex flex-col gap-4',
        look === 'card' && 'rounded-lg border border-line bg-surface p-4 sm:p-6',
        className,
      )}
    >
      {title !== undefined && (
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <h2 className="text-xl">{title}</h2>
          {aside}
        </div>
      )}
      {children}
    </section>
  )
}

/** A surface with an edge, for what needs no title of its own. */
export function Card({ className, children }: { readonly className?: string; readonly children: ReactNode }) {
  return (
    <div className={cx('rounded-lg border border-line bg-surface p-4 sm:p-6', className)}>{children}</div>
  )
}

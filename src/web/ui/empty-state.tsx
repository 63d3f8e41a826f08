import type { ReactNode } from 'react'

export interface EmptyStateProps {
  /** A lucide icon. */
  readonly icon?: ReactNode
  readonly title: string
  readonly children?: ReactNode
  readonly actions?: ReactNode
}

/** Says why nothing is here and what to do about it. */
export function EmptyState({ icon, title, children, actions }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-start gap-3 rounded-lg border border-dashed border-edge p-6 sm:p-8">
      {icon !== undefined && (
        <span aria-hidden="true" className="text-accent [&_svg]:size-7">
          {icon}
        </span>
      )}
      <h2 className="text-xl">{title}</h2>
      {children !== undefined && <div className="max-w-(--container-prose) text-muted">{children}</div>}
      {actions !== undefined && <div className="mt-2 flex flex-wrap gap-3">{actions}</div>}
    </div>
  )
}

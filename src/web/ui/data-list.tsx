import type { ReactNode } from 'react'

export interface Fact {
  readonly term: string
  readonly detail: ReactNode
}

/** Names and values, side by side where there is room. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className="flex flex-col divide-y divide-line">
      {facts.map(({ term, detail }) => (
        <div
          key={term}
          className="grid gap-1 py-3 first:pt-0 last:pb-0 sm:grid-cols-[minmax(7rem,1fr)_2fr] sm:gap-4"
        >
          <dt className="text-muted">{term}</dt>
          <dd className="min-w-0">{detail}</dd>
        </div>
      ))}
    </dl>
  )
}

import type { ReactNode } from 'react'

/** The clock of a session, not to scale: no clock, 48 hours, up to day 30, and on by both sides' wish. */
export function TimelineFigure() {
  return (
    <figure className="rounded-lg border border-line bg-surface p-4 sm:p-6">
      <ol data-plain className="grid gap-6 sm:grid-cols-[1fr_1fr_1.6fr_0.8fr] sm:gap-0">
        <Span line="border-dashed border-edge" title="Terms" time="no clock">
          from the invitation until both sides are ready
        </Span>
        <Span line="border-accent" title="Opening" time="48 hours" mark>
          compared once, at the end
        </Span>
        <Span line="border-accent" title="Adjustment" time="until 30 days after the opening started" mark>
          compared at every change
        </Span>
        <Span line="border-dashed border-accent" title="Another 30 days" time="if both keep running" mark>
          and again
        </Span>
      </ol>
    </figure>
  )
}

interface SpanProps {
  readonly line: string
  readonly title: string
  readonly time: string
  /** A point on the line where the span begins. */
  readonly mark?: boolean
  readonly children: ReactNode
}

function Span({ line, title, time, mark = false, children }: SpanProps) {
  return (
    <li className="relative flex flex-col gap-1 pl-6 sm:pt-6 sm:pr-4 sm:pl-0">
      <span
        aria-hidden="true"
        className={`absolute inset-y-0 left-[6px] border-l-[3px] sm:inset-x-0 sm:top-[6px] sm:bottom-auto sm:border-t-[3px] sm:border-l-0 ${line}`}
      />
      {mark && (
        <span
          aria-hidden="true"
          className="absolute top-0 left-0 size-[15px] rounded-full border-[3px] border-accent bg-surface"
        />
      )}
      <span className="font-serif text-lg leading-tight font-semibold">{title}</span>
      <span className="text-sm font-medium">{time}</span>
      <span className="text-sm text-muted">{children}</span>
    </li>
  )
}

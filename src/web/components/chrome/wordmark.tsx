import { Link } from 'react-router'

/** Two ranges that come towards each other and overlap: the one idea of the product. */
export function Mark() {
  return (
    <svg aria-hidden="true" viewBox="0 0 28 28" className="size-7 shrink-0">
      <rect
        x="0.75"
        y="0.75"
        width="26.5"
        height="26.5"
        rx="7"
        className="fill-accent stroke-accent"
        strokeWidth="1.5"
      />
      <path d="M5.5 11h11" className="stroke-on-accent" strokeWidth="2.5" strokeLinecap="round" />
      <path d="M11.5 17h11" className="stroke-on-accent" strokeWidth="2.5" strokeLinecap="round" />
    </svg>
  )
}

export function Wordmark({ to }: { readonly to: string }) {
  return (
    <Link to={to} className="inline-flex min-h-[44px] items-center gap-2 rounded-sm text-ink no-underline">
      <Mark />
      <span className="font-serif text-lg font-semibold tracking-tight">Backchannel</span>
    </Link>
  )
}

import { cx } from './class-names.ts'

const widths = ['w-full', 'w-11/12', 'w-10/12', 'w-5/6', 'w-2/3']

/** The shape of text that is on its way. */
export function Skeleton({
  lines = 3,
  label = 'Loading',
}: {
  readonly lines?: 1 | 2 | 3 | 4 | 5
  readonly label?: string
}) {
  return (
    <div role="status" className="flex flex-col gap-3">
      <span className="sr-only">{label}</span>
      {widths.slice(-lines).map((width) => (
        <span key={width} aria-hidden="true" className={cx('h-4 animate-pulse rounded-sm bg-line', width)} />
      ))}
    </div>
  )
}

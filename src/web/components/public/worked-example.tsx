import { cx } from '../../ui/class-names.ts'

export interface WorkedExampleProps {
  readonly title: string
  readonly story: string
  readonly lines: readonly { readonly term: string; readonly detail: string; readonly total?: boolean }[]
}

/** What happened, and the sums that follow from it. */
export function WorkedExample({ title, story, lines }: WorkedExampleProps) {
  return (
    <figure className="rounded-lg border border-line bg-surface p-4 sm:p-6">
      <figcaption>
        <span className="font-serif text-lg font-semibold">{title}</span>
        <span className="mt-2 block text-muted">{story}</span>
      </figcaption>
      <dl className="mt-4">
        {lines.map(({ term, detail, total = false }) => (
          <div
            key={term}
            className="flex items-baseline justify-between gap-4 border-t border-line py-3 last:pb-0"
          >
            <dt className={total ? 'font-semibold' : 'text-muted'}>{term}</dt>
            <dd className={cx('figure-serif text-right', total ? 'text-xl font-semibold' : 'text-lg')}>
              {detail}
            </dd>
          </div>
        ))}
      </dl>
    </figure>
  )
}

import { Lock } from 'lucide-react'

export type Sight = 'yes' | 'no' | 'never' | 'own times only' | 'on asking'

export interface SightRow {
  readonly what: string
  readonly own: Sight
  readonly other: Sight
}

/** Who sees what: a lock and a word, never a colour alone. */
export function SightTable({
  caption,
  rows,
}: {
  readonly caption: string
  readonly rows: readonly SightRow[]
}) {
  return (
    <table className="w-full table-fixed text-left">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr className="border-b border-edge text-sm text-muted">
          <th scope="col" className="w-1/2 py-2 pr-4 font-medium">
            What
          </th>
          <th scope="col" className="py-2 pr-3 font-medium">
            Your side
          </th>
          <th scope="col" className="py-2 font-medium">
            The other side
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ what, own, other }) => (
          <tr key={what} className="border-b border-line align-top">
            <th scope="row" className="py-3 pr-4 font-normal">
              {what}
            </th>
            <td className="py-3 pr-3">
              <SightWord sight={own} />
            </td>
            <td className="py-3">
              <SightWord sight={other} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function SightWord({ sight }: { readonly sight: Sight }) {
  if (sight === 'yes' || sight === 'own times only' || sight === 'on asking') return sight
  return (
    <span className="inline-flex items-start gap-2 font-semibold">
      <Lock aria-hidden="true" className="mt-[5px] size-4 shrink-0 text-accent" />
      {sight}
    </span>
  )
}

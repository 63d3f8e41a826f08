import { EyeOff } from 'lucide-react'
import { Link } from 'react-router'
import { paths } from '../../paths.ts'

/** Beside every number: what reaches the other side of it, which is nothing. */
export function WhatTheySee({ matterId }: { readonly matterId: string }) {
  return (
    <aside
      className="flex flex-col gap-2 rounded-lg border border-line bg-surface p-4"
      aria-label="What the other side sees"
    >
      <p className="flex items-center gap-2 font-semibold">
        <EyeOff aria-hidden="true" className="size-5 text-accent" />
        What the other side sees
      </p>
      <p>
        Nothing of this: not the figure, and not whether, when or how often you enter, change or withdraw one.
        Only that there is, so far, no deal.
      </p>
      <p>
        At a deal it sees the deal number, the bonus and the settlement amount, the same as you do.{' '}
        <Link className="link" to={paths.matterOtherSideView(matterId)}>
          See this session as the other side does
        </Link>
      </p>
    </aside>
  )
}

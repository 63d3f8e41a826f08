import { Link, useFetcher } from 'react-router'
import type { NoticeView } from '../../../contract/notifications.ts'
import { paths } from '../../paths.ts'
import { Badge } from '../../ui/badge.tsx'
import { cx } from '../../ui/class-names.ts'
import { DateTime } from '../../ui/date-time.tsx'

/** One notice. Following it marks it read. */
export function NoticeItem({ notice }: { readonly notice: NoticeView }) {
  const fetcher = useFetcher()
  const { id, title, body, caption, path, at, unread, isPractice } = notice
  const read = () => {
    if (unread) void fetcher.submit({ notice: id }, { method: 'post', action: paths.notices() })
  }
  return (
    <li
      className={cx(
        'flex flex-col gap-2 rounded-lg border p-4 sm:p-5',
        unread ? 'border-accent bg-surface' : 'border-line',
      )}
    >
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <h2 className="text-lg">
          <Link to={path} onClick={read} className="link">
            {title}
          </Link>
        </h2>
        {unread && <Badge tone="accent">Unread</Badge>}
      </div>
      {body.split('\n').map((line) => (
        <p key={line}>{line}</p>
      ))}
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
        <span>{caption}</span>
        <DateTime at={at} />
        {isPractice && <Badge>Practice</Badge>}
      </p>
    </li>
  )
}

import { CircleCheck, Info, OctagonAlert, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from './class-names.ts'

export type NoticeTone = 'info' | 'ok' | 'warn' | 'danger'

const looks = {
  info: { box: 'border-line bg-accent-wash', icon: 'text-accent', Icon: Info, word: 'Note' },
  ok: { box: 'border-ok/40 bg-ok-wash', icon: 'text-ok', Icon: CircleCheck, word: 'Done' },
  warn: { box: 'border-warn/40 bg-warn-wash', icon: 'text-warn', Icon: TriangleAlert, word: 'Warning' },
  danger: {
    box: 'border-danger/40 bg-danger-wash',
    icon: 'text-danger',
    Icon: OctagonAlert,
    word: 'Problem',
  },
} as const

export interface NoticeProps {
  readonly tone?: NoticeTone
  readonly title?: ReactNode
  /** For what appears while the page is open: `status` waits for a pause, `alert` interrupts. */
  readonly live?: 'status' | 'alert'
  readonly actions?: ReactNode
  readonly children?: ReactNode
}

/** A remark beside the flow of the page, with its weight in the icon's name as well as in its colour. */
export function Notice({ tone = 'info', title, live, actions, children }: NoticeProps) {
  const { box, icon, Icon, word } = looks[tone]
  return (
    <div role={live} className={cx('flex gap-3 rounded-lg border p-4', box)}>
      <Icon aria-hidden="true" className={cx('mt-[3px] size-5 shrink-0', icon)} />
      <div className="flex min-w-0 flex-col gap-1">
        <span className="sr-only">{word}: </span>
        {title !== undefined && <p className="font-semibold">{title}</p>}
        {children}
        {actions !== undefined && <div className="mt-2 flex flex-wrap gap-3">{actions}</div>}
      </div>
    </div>
  )
}

import type { ReactNode } from 'react'
import { cx } from './class-names.ts'

export type Tone = 'neutral' | 'accent' | 'ok' | 'warn' | 'danger'

const tones: Readonly<Record<Tone, string>> = {
  neutral: 'border-line bg-sunken text-muted',
  accent: 'border-accent/40 bg-accent-wash text-accent',
  ok: 'border-ok/40 bg-ok-wash text-ok',
  warn: 'border-warn/40 bg-warn-wash text-warn',
  danger: 'border-danger/40 bg-danger-wash text-danger',
}

export interface BadgeProps {
  readonly tone?: Tone
  /** Decorative; the words carry the meaning, never the colour alone. */
  readonly icon?: ReactNode
  readonly children: ReactNode
}

/** A short status in words. */
export function Badge({ tone = 'neutral', icon, children }: BadgeProps) {
  return (
    <span
      className={cx(
        'inline-flex items-center gap-1 rounded-full border px-3 py-[2px] text-sm font-medium whitespace-nowrap [&_svg]:size-4',
        tones[tone],
      )}
    >
      {icon}
      {children}
    </span>
  )
}

import type { ReactNode, Ref } from 'react'
import { cx } from '../../ui/class-names.ts'

// A box that scrolls has to take the focus, or the keyboard could not scroll it in every browser.
const focusable = { tabIndex: 0 }

export interface ScrollBoxProps {
  /** What is in it, for screen readers. */
  readonly label: string
  readonly ref?: Ref<HTMLElement>
  readonly className?: string
  readonly children: ReactNode
}

/** Something long in a box of its own, which mouse, finger and keyboard can scroll. */
export function ScrollBox({ label, ref, className, children }: ScrollBoxProps) {
  return (
    <section
      {...focusable}
      ref={ref}
      aria-label={label}
      className={cx('overflow-auto rounded-sm border border-edge print:h-auto print:max-h-none', className)}
    >
      {children}
    </section>
  )
}

import type { ReactNode } from 'react'

export interface ProgressProps {
  readonly label: ReactNode
  readonly id: string
  /** From 0 to `max`; left out while the amount of work is not known. */
  readonly value?: number
  readonly max?: number
}

/** Long work under way. The browser's own element: its width needs no inline style. */
export function Progress({ label, id, value, max = 1 }: ProgressProps) {
  return (
    <div className="flex flex-col gap-2">
      <label htmlFor={id} className="text-sm text-muted">
        {label}
      </label>
      <progress
        id={id}
        max={max}
        value={value}
        className="h-2 w-full appearance-none overflow-hidden rounded-full bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
      />
    </div>
  )
}

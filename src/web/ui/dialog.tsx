import { Dialog as BaseDialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'

export interface DialogProps {
  readonly title: ReactNode
  readonly description?: ReactNode
  /** The button that opens it; leave it out and use `open` where something else does. */
  readonly trigger?: ReactElement<Record<string, unknown>>
  readonly open?: boolean
  readonly onOpenChange?: (open: boolean) => void
  readonly children: ReactNode
}

/**
 * A modal sheet for a short question about the page behind it. The focus goes in, stays in, and returns; Escape and the
 * cross close it. Long forms get a page of their own instead.
 */
export function Dialog({ title, description, trigger, open, onOpenChange, children }: DialogProps) {
  return (
    <BaseDialog.Root
      {...(open !== undefined && { open })}
      {...(onOpenChange !== undefined && { onOpenChange: (next: boolean) => onOpenChange(next) })}
    >
      {trigger !== undefined && <BaseDialog.Trigger render={trigger} />}
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className="fixed inset-0 z-40 bg-[#0d1014]/50" />
        <BaseDialog.Popup className="fixed inset-x-0 bottom-0 z-50 mx-auto flex max-h-[90dvh] w-full max-w-(--container-form) flex-col gap-4 overflow-y-auto rounded-t-lg border border-line bg-surface p-6 shadow-overlay outline-none sm:top-1/2 sm:bottom-auto sm:-translate-y-1/2 sm:rounded-lg">
          <div className="flex items-start justify-between gap-4">
            <BaseDialog.Title className="text-xl">{title}</BaseDialog.Title>
            <BaseDialog.Close className="-mt-2 -mr-2 inline-flex size-11 shrink-0 items-center justify-center rounded-sm text-muted hover:bg-sunken hover:text-ink">
              <X aria-hidden="true" className="size-5" />
              <span className="sr-only">Close</span>
            </BaseDialog.Close>
          </div>
          {description !== undefined && (
            <BaseDialog.Description className="text-muted">{description}</BaseDialog.Description>
          )}
          {children}
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  )
}

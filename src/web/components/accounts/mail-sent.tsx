import { MailCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import { PageHeader } from '../../ui/section.tsx'

export interface MailSentProps {
  readonly title: string
  /** To which address it went, what it holds and for how long it is good. */
  readonly children: ReactNode
  /** Where to go if it does not come. */
  readonly actions: ReactNode
}

/** After asking for a mail. It says the same whether or not the address is known to us. */
export function MailSent({ title, children, actions }: MailSentProps) {
  return (
    <>
      <PageHeader title={title} over={<MailCheck aria-hidden="true" className="size-7 text-accent" />} />
      <div className="flex flex-col gap-4" role="status">
        {children}
      </div>
      <div className="mt-8 flex flex-col gap-3 border-t border-line pt-6 text-sm text-muted">
        <p>Nothing there after a few minutes? Look among the unwanted mail, and check the address above.</p>
        <div className="flex flex-wrap gap-3">{actions}</div>
      </div>
    </>
  )
}

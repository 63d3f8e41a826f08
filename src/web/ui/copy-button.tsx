import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { Button, type ButtonLook } from './button.tsx'

export interface CopyButtonProps {
  readonly text: string
  /** What is copied, such as "Copy the reference". */
  readonly children: string
  readonly look?: ButtonLook
}

type Outcome = 'none' | 'copied' | 'refused'

/** Says whether it worked: browsers refuse the clipboard to pages without a secure connection. */
export function CopyButton({ text, children, look = 'secondary' }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<Outcome>('none')
  const Icon = outcome === 'copied' ? Check : Copy
  return (
    <span className="inline-flex flex-wrap items-center gap-3">
      <Button
        look={look}
        icon={<Icon aria-hidden="true" className="size-4" />}
        onClick={async () => {
          try {
            await navigator.clipboard.writeText(text)
            setOutcome('copied')
          } catch {
            setOutcome('refused')
          }
        }}
        onBlur={() => setOutcome('none')}
      >
        {children}
      </Button>
      <span role="status" className="text-sm text-muted">
        {outcome === 'copied' && 'Copied.'}
        {outcome === 'refused' && 'The browser did not allow it: select the text and copy it by hand.'}
      </span>
    </span>
  )
}

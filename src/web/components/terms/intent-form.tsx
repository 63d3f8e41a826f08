import type { ReactNode } from 'react'
import type { ButtonLook } from '../../ui/button.tsx'
import { SubmitButton } from '../../ui/button.tsx'
import { Form } from '../../ui/form.tsx'
import type { TermsIntent } from './terms-outcome.ts'

export interface IntentFormProps {
  readonly intent: TermsIntent
  /** Sent with it, such as the version that was read. */
  readonly fields?: Readonly<Record<string, string | number>>
  readonly look?: ButtonLook
  readonly pendingLabel?: string
  /** What the button says. */
  readonly children: ReactNode
}

/** A form of one button: one act, that works without script too. */
export function IntentForm({
  intent,
  fields = {},
  look = 'primary',
  pendingLabel,
  children,
}: IntentFormProps) {
  return (
    <Form preventScrollReset className="self-start">
      <input type="hidden" name="intent" value={intent} />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <SubmitButton look={look} {...(pendingLabel !== undefined && { pendingLabel })}>
        {children}
      </SubmitButton>
    </Form>
  )
}

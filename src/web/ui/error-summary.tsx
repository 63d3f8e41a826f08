import { CircleAlert } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useFormState } from './form-state.tsx'

export interface SummaryError {
  readonly message: string
  /** The id of the control to lead to; without it the error concerns the whole form. */
  readonly controlId?: string
}

export interface ErrorSummaryProps {
  readonly errors: readonly SummaryError[]
  readonly title?: string
}

/**
 * All errors of a form at its top, each a link to its field. After a failed submit the focus moves here, so that the
 * errors are read out and seen even when the fields are out of sight. Put it first inside `Form`.
 */
export function ErrorSummary({ errors, title = 'Please check the form' }: ErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null)
  const { attempt } = useFormState()
  const failed = errors.length > 0

  // Typing changes the errors too; only the end of an attempt may take the focus away from the field.
  const lastAttempt = useRef(-1)
  useEffect(() => {
    if (lastAttempt.current === attempt) return
    lastAttempt.current = attempt
    if (failed) box.current?.focus()
  }, [attempt, failed])

  if (!failed) return null
  return (
    <div
      ref={box}
      tabIndex={-1}
      role="alert"
      className="flex gap-3 rounded-lg border border-danger bg-danger-wash p-4 text-danger"
    >
      <CircleAlert aria-hidden="true" className="mt-[3px] size-5 shrink-0" />
      <div>
        <h2 className="text-base font-semibold">{title}</h2>
        <ul className="mt-1 flex flex-col gap-1">
          {errors.map(({ message, controlId }) => (
            <li key={`${controlId} ${message}`}>
              {controlId === undefined ? (
                message
              ) : (
                <a href={`#${controlId}`} className="underline underline-offset-2 hover:decoration-2">
                  {message}
                </a>
              )}
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}

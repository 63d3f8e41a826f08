import { SubmitButton } from '../../ui/button.tsx'
import { Form } from '../../ui/form.tsx'
import { TextArea } from '../../ui/text-field.tsx'

/** Saying no needs no account. It is folded away: most people come to accept. */
export function DeclineForm({ inviterName }: { readonly inviterName: string }) {
  return (
    <details className="mt-8 border-t border-line pt-6">
      <summary className="link inline-flex min-h-[44px] cursor-pointer items-center">
        Decline the invitation
      </summary>
      <Form className="mt-4">
        <TextArea
          id="decline-reason"
          name="reason"
          label={`A reason for ${inviterName}`}
          optional
          hint="Only the side that invited you reads it."
          maxLength={1000}
          rows={3}
        />
        <SubmitButton name="intent" value="decline" look="danger" pendingLabel="Declining…">
          Decline
        </SubmitButton>
      </Form>
    </details>
  )
}

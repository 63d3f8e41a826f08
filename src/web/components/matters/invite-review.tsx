import type { InvitationPreview } from '../../../contract/invitations.ts'
import { SubmitButton } from '../../ui/button.tsx'
import { Form } from '../../ui/form.tsx'
import { Section } from '../../ui/section.tsx'
import { InvitationLetter } from './invitation-letter.tsx'

export interface InviteReviewProps {
  readonly values: Readonly<Record<string, string>>
  readonly letter: InvitationPreview
}

/** The invitation before it goes. */
export function InviteReview({ values, letter }: InviteReviewProps) {
  return (
    <Section title="Review the invitation" className="border-accent">
      <InvitationLetter letter={letter} />
      <Form className="gap-3 sm:flex-row sm:flex-wrap">
        {Object.entries(values).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <SubmitButton name="intent" value="invite" pendingLabel="Sending…">
          Send the invitation
        </SubmitButton>
        <SubmitButton name="intent" value="edit" look="quiet">
          Change something
        </SubmitButton>
      </Form>
    </Section>
  )
}

import type { InvitationPreview } from '../../../contract/invitations.ts'
import type { Side } from '../../../domain/side.ts'
import { SubmitButton } from '../../ui/button.tsx'
import { type Fact, Facts } from '../../ui/data-list.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Form } from '../../ui/form.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Section } from '../../ui/section.tsx'
import { InvitationLetter } from './invitation-letter.tsx'
import type { NewMatterValues } from './new-matter-form.ts'

/** The matter as the server read it: amounts and addresses in the form in which they will be kept. */
export interface ReviewedMatter {
  readonly caption: string
  readonly forum: string
  readonly caseNumber: string
  readonly dispute: string
  readonly side: Side
  readonly sideWord: string
  readonly otherWord: string
  readonly represents: string
  readonly currency: string
  /** In figures, or null where no amount is named. */
  readonly amount: string | null
  readonly timeZone: string
}

export interface NewMatterReviewProps {
  readonly values: NewMatterValues
  readonly matter: ReviewedMatter
  readonly letter: InvitationPreview | null
  readonly error: string | null
}

/** Everything once more before it is made, and the invitation before it goes. */
export function NewMatterReview({ values, matter, letter, error }: NewMatterReviewProps) {
  return (
    <Form className="gap-8">
      <ErrorSummary errors={error === null ? [] : [{ message: error }]} title="Nothing was made or sent" />
      {Object.entries(values).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Section title={matter.caption}>
        <Facts facts={factsOf(matter)} />
      </Section>
      <Section title="The invitation" look="plain">
        {letter === null ? (
          <Notice title="Nobody is invited yet">
            <p>You can invite the other side’s lawyer from the matter’s page of people at any time.</p>
          </Notice>
        ) : (
          <InvitationLetter letter={letter} />
        )}
      </Section>
      <div className="flex flex-col gap-3 sm:flex-row sm:flex-wrap">
        {letter !== null && (
          <SubmitButton name="intent" value="send" pendingLabel="Creating…">
            Create matter and send invitation
          </SubmitButton>
        )}
        <SubmitButton
          name="intent"
          value="keep"
          look={letter === null ? 'primary' : 'secondary'}
          pendingLabel="Creating…"
        >
          {letter === null ? 'Create matter' : 'Create without sending'}
        </SubmitButton>
        <SubmitButton name="intent" value="edit" look="quiet" pendingLabel="Going back…">
          Change something
        </SubmitButton>
      </div>
      {letter !== null && (
        <p className="text-sm text-muted">
          Without sending, the other side’s lawyer is not kept: you enter name and address when you invite.
        </p>
      )}
    </Form>
  )
}

function factsOf(matter: ReviewedMatter): Fact[] {
  const pays = matter.side === 'defendant'
  const facts: (Fact | null)[] = [
    { term: 'Your side', detail: `${matter.sideWord}: your client ${pays ? 'pays' : 'receives'}` },
    { term: 'You act for', detail: matter.represents },
    { term: 'The other side', detail: matter.otherWord },
    matter.forum === '' ? null : { term: 'Court or forum', detail: matter.forum },
    matter.caseNumber === '' ? null : { term: 'Case number', detail: matter.caseNumber },
    { term: 'What is disputed', detail: <span className="whitespace-pre-line">{matter.dispute}</span> },
    { term: 'Currency', detail: matter.currency },
    matter.amount === null ? null : { term: 'Amount in dispute', detail: matter.amount },
    { term: 'Time zone', detail: matter.timeZone.replaceAll('_', ' ') },
  ]
  return facts.filter((fact) => fact !== null)
}

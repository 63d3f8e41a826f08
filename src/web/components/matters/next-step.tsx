import type { SentInvitation } from '../../../contract/invitations.ts'
import type { OwnView } from '../../../domain/visibility.ts'
import { paths } from '../../paths.ts'
import { LinkButton, SubmitButton } from '../../ui/button.tsx'
import { Form } from '../../ui/form.tsx'
import { nextActionWords, whoseAction } from './next-action-words.ts'

export interface NextStepProps {
  readonly matterId: string
  readonly own: OwnView
  /** Nobody holds the other seat, and nobody who could answer is invited to it. */
  readonly needsInvitation: boolean
}

/** What the reader can do next, on top of the page. It comes from their own side's state and from what both share. */
export function NextStep({ matterId, own, needsInvitation }: NextStepProps) {
  const { title, text, action } = nextActionWords[own.next]
  const whose = whoseAction(own.next, own.role)
  return (
    <section className="flex flex-col gap-3 rounded-lg border border-accent/40 bg-accent-wash p-4 sm:p-6">
      <p className="text-sm font-medium text-accent">Next</p>
      <h2 className="-mt-2 text-2xl">{title}</h2>
      <p>{text}</p>
      {whose !== null && <p className="text-muted">{whose}</p>}
      <div className="mt-1 flex flex-wrap gap-3">
        {needsInvitation && (
          <LinkButton to={paths.matterPeople(matterId)} look="primary">
            Invite the other side
          </LinkButton>
        )}
        {action !== null && (
          <LinkButton to={action.to(matterId)} look={needsInvitation ? 'secondary' : 'primary'}>
            {action.label}
          </LinkButton>
        )}
        {own.can['propose-new-session'] && (
          <Form className="contents">
            <SubmitButton name="intent" value="propose-session" pendingLabel="Proposing…">
              Start a new session
            </SubmitButton>
          </Form>
        )}
      </div>
    </section>
  )
}

/** Whether somebody still has to be asked: an expired, declined or revoked invitation invites nobody. */
export function needsInvitation(otherLead: unknown, invitation: SentInvitation | null): boolean {
  if (otherLead !== null) return false
  return invitation === null || !['sent', 'opened'].includes(invitation.status)
}

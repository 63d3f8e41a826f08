import type { SentInvitation } from '../../../contract/invitations.ts'
import { SubmitButton } from '../../ui/button.tsx'
import { DateTime } from '../../ui/date-time.tsx'
import { Form } from '../../ui/form.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ConfirmAction } from './confirm-action.tsx'
import { InvitationStatusBadge } from './invitation-status.tsx'
import { roleWords } from './role-words.ts'
import { seatRule } from './seat-rule.ts'

export interface SentInvitationCardProps {
  readonly invitation: SentInvitation
  readonly mayManage: boolean
}

/** How an invitation stands, for the side that sent it. The link is nowhere in it. */
export function SentInvitationCard({ invitation, mayManage }: SentInvitationCardProps) {
  const { name, email, role, status } = invitation
  const isPending = status === 'sent' || status === 'opened' || status === 'expired'
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <div className="flex min-w-0 flex-col">
          <span className="flex flex-wrap items-center gap-2 font-medium">
            {name} <InvitationStatusBadge status={status} />
          </span>
          <span className="text-sm break-words text-muted">
            {role === 'lead' ? email : `${email}, as ${roleWords[role].toLowerCase()}`}
          </span>
          <span className="text-sm text-muted">
            <Times invitation={invitation} />
          </span>
        </div>
        {mayManage && isPending && <Actions invitation={invitation} />}
      </div>
      <Remarks invitation={invitation} />
    </div>
  )
}

function Times({ invitation }: { readonly invitation: SentInvitation }) {
  const { status, sentAt, openedAt, expiresAt, endedAt } = invitation
  switch (status) {
    case 'sent':
    case 'opened':
      return (
        <>
          Sent <DateTime at={sentAt} />
          {openedAt !== null && (
            <>
              , opened <DateTime at={openedAt} />
            </>
          )}
          . Open until <DateTime at={expiresAt} />.
        </>
      )
    case 'expired':
      return (
        <>
          Sent <DateTime at={sentAt} />, expired <DateTime at={expiresAt} />.
        </>
      )
    default:
      return (
        <>
          Sent <DateTime at={sentAt} />
          {endedAt !== null && (
            <>
              , {status} <DateTime at={endedAt} />
            </>
          )}
          .
        </>
      )
  }
}

function Actions({ invitation }: { readonly invitation: SentInvitation }) {
  const { invitationId, name, email } = invitation
  return (
    <div className="flex flex-wrap gap-2">
      <Form className="contents">
        <input type="hidden" name="invitationId" value={invitationId} />
        <SubmitButton
          name="intent"
          value="resend"
          look="secondary"
          pendingLabel="Sending…"
          aria-label={`Send again: ${name}`}
        >
          Send again
        </SubmitButton>
      </Form>
      <ConfirmAction
        label="Revoke"
        about={name}
        title="Revoke the invitation?"
        confirmLabel="Revoke"
        fields={{ intent: 'revoke', invitationId }}
      >
        <p>The link that was sent to {email} will open nothing. You can invite somebody else then.</p>
      </ConfirmAction>
    </div>
  )
}

function Remarks({ invitation }: { readonly invitation: SentInvitation }) {
  const { name, status, declineReason, renewalAskedAt, refusedAt } = invitation
  if (status === 'declined') {
    return declineReason === null ? null : (
      <blockquote className="border-l-[3px] border-line pl-4 whitespace-pre-line">{declineReason}</blockquote>
    )
  }
  if (status === 'expired' && renewalAskedAt !== null) {
    return (
      <Notice tone="warn" title={`${name} asks for a new link`}>
        <p>
          The old one had expired when it was followed, on <DateTime at={renewalAskedAt} />.
        </p>
      </Notice>
    )
  }
  if (status !== 'accepted' && refusedAt !== null) {
    return (
      <Notice tone="warn" title={`${name} could not accept`}>
        <p>{seatRule} That is as much as we tell either of you.</p>
      </Notice>
    )
  }
  return null
}

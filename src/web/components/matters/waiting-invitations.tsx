import { Mail } from 'lucide-react'
import type { WaitingInvitation } from '../../../contract/invitations.ts'
import { paths } from '../../paths.ts'
import { LinkButton } from '../../ui/button.tsx'
import { DateTime } from '../../ui/date-time.tsx'
import { Section } from '../../ui/section.tsx'

/** Invitations to the reader's own address, above their matters. */
export function WaitingInvitations({ invitations }: { readonly invitations: readonly WaitingInvitation[] }) {
  if (invitations.length === 0) return null
  return (
    <Section title="Waiting for you">
      <ul className="flex flex-col divide-y divide-line">
        {invitations.map((invitation) => (
          <li
            key={invitation.invitationId}
            className="flex flex-wrap items-center justify-between gap-4 py-4 first:pt-0 last:pb-0"
          >
            <div className="flex min-w-0 gap-3">
              <Mail aria-hidden="true" className="mt-1 size-5 shrink-0 text-accent" />
              <div className="flex min-w-0 flex-col">
                <span className="font-serif text-lg font-semibold">{invitation.caption}</span>
                <span>
                  {inviterWords(invitation)} invites you{' '}
                  {invitation.kind === 'team'
                    ? `onto the ${invitation.sideWord}’s team`
                    : `to take the ${invitation.sideWord}’s seat`}
                  .
                </span>
                <span className="text-sm text-muted">
                  Open until <DateTime at={invitation.expiresAt} />
                </span>
              </div>
            </div>
            <LinkButton
              look="primary"
              to={paths.waitingInvitation(invitation.invitationId)}
              aria-label={`Look at the invitation to ${invitation.caption}`}
            >
              Look at the invitation
            </LinkButton>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function inviterWords({ inviterName, inviterFirm }: WaitingInvitation): string {
  return inviterFirm === '' ? inviterName : `${inviterName} of ${inviterFirm}`
}

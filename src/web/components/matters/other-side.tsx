import { Eye } from 'lucide-react'
import type { MatterPeople } from '../../../contract/matters.ts'
import { paths } from '../../paths.ts'
import { LinkButton } from '../../ui/button.tsx'
import { Section } from '../../ui/section.tsx'
import { InvitationStatusBadge } from './invitation-status.tsx'

export interface OtherSideProps {
  readonly matterId: string
  readonly people: Pick<MatterPeople, 'words' | 'otherSide' | 'otherLead' | 'otherInvitation'>
}

/** Who sits opposite, as far as this side knows, and what they see. */
export function OtherSide({ matterId, people }: OtherSideProps) {
  const { words, otherSide, otherLead, otherInvitation } = people
  return (
    <Section title={`The ${words[otherSide]}’s side`}>
      {otherLead !== null ? (
        <p>
          {otherLead.name}
          {otherLead.firm !== '' && <span className="text-muted">, {otherLead.firm}</span>}
        </p>
      ) : otherInvitation === null ? (
        <p className="text-muted">Nobody is invited yet.</p>
      ) : (
        <p className="flex flex-wrap items-center gap-2">
          {otherInvitation.name} <InvitationStatusBadge status={otherInvitation.status} />
        </p>
      )}
      <p className="text-sm text-muted">
        They see the terms, the messages, your approvals and the keep-running switches. Of your number they
        see nothing: not the figure, and not whether, when or how often you entered one.
      </p>
      <LinkButton
        to={paths.matterOtherSideView(matterId)}
        icon={<Eye aria-hidden="true" className="size-4" />}
        className="self-start"
      >
        See as the other side
      </LinkButton>
    </Section>
  )
}

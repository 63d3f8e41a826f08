import type { InvitationOffer as Offer } from '../../../contract/invitations.ts'
import { type Fact, Facts } from '../../ui/data-list.tsx'
import { DateTime } from '../../ui/date-time.tsx'
import { PageHeader } from '../../ui/section.tsx'

/** Who invites the reader to what, before anything is asked of them. */
export function InvitationOffer({ offer }: { readonly offer: Offer }) {
  const { kind, role, caption, forum, caseNumber, sideWord, inviter, note, expiresAt } = offer
  const who = inviter.firm === '' ? inviter.name : `${inviter.name} of ${inviter.firm}`
  const where = [forum, caseNumber].filter((part) => part !== '').join(', ')
  const facts: Fact[] = [
    { term: 'Invited by', detail: who },
    ...(where === '' ? [] : [{ term: 'Court or forum', detail: where }]),
    { term: 'Your place', detail: placeWords(kind, role, sideWord) },
    { term: 'Open until', detail: <DateTime at={expiresAt} /> },
  ]
  return (
    <>
      <PageHeader
        over={kind === 'team' ? 'Invitation to a team' : 'Invitation to settle'}
        title={caption}
        lead={
          kind === 'team'
            ? `${inviter.name} asks you onto the ${sideWord}’s side of this matter.`
            : `${inviter.name} invites you, for the ${sideWord}’s side, to settle this matter by blind double bidding.`
        }
      />
      <div className="mb-8 flex flex-col gap-6">
        {note !== '' && (
          <blockquote className="border-l-[3px] border-accent pl-4">
            <p className="whitespace-pre-line">{note}</p>
            <p className="mt-1 text-sm text-muted">{inviter.name}</p>
          </blockquote>
        )}
        <Facts facts={facts} />
        {kind === 'other-side' && (
          <p className="text-muted">
            Each side seals one number, and neither sees the other’s. If they cross, there is a deal; if not,
            nobody learns what the other’s was. Accepting commits you and your client to nothing: terms and
            rules come first.
          </p>
        )}
      </div>
    </>
  )
}

function placeWords(kind: Offer['kind'], role: Offer['role'], sideWord: string): string {
  if (kind === 'other-side') return `Lead of the ${sideWord}’s side`
  return role === 'client'
    ? 'Client: you read along'
    : 'Member: you read, upload, comment and write; the lead decides'
}

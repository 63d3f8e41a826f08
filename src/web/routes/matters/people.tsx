import { data } from 'react-router'
import type { MatterPeople } from '../../../contract/matters.ts'
import type { MatterId } from '../../../domain/ids.ts'
import { pageMeta } from '../../components/chrome/page-meta.ts'
import { InviteForm, type InviteTarget } from '../../components/matters/invite-form.tsx'
import { InviteReview } from '../../components/matters/invite-review.tsx'
import { MemberReveal } from '../../components/matters/member-reveal.tsx'
import { SeatPeople } from '../../components/matters/seat-people.tsx'
import { seatRule } from '../../components/matters/seat-rule.ts'
import { SentInvitationCard } from '../../components/matters/sent-invitation.tsx'
import { requireViewer } from '../../services-context.ts'
import { Notice } from '../../ui/notice.tsx'
import { Section } from '../../ui/section.tsx'
import { readForm } from '../read-form.ts'
import type { Route } from './+types/people.ts'
import { type PeopleOutcome, performPeopleAction } from './people-action.ts'

export const meta = () => pageMeta('People')

export async function loader({ context, request, params }: Route.LoaderArgs) {
  const { viewer, services } = requireViewer(context, request)
  const people = await services.matters.readPeople(viewer, params.matterId as MatterId)
  if (people === null) throw data(null, { status: 404 })
  return people
}

export async function action({ context, request, params }: Route.ActionArgs) {
  const { viewer, services } = requireViewer(context, request)
  const matterId = params.matterId as MatterId
  return performPeopleAction({ services, viewer, matterId, formData: await readForm(request) })
}

export default function PeoplePage({ loaderData: people, actionData }: Route.ComponentProps) {
  const outcome = actionData ?? null
  if (outcome?.kind === 'review') {
    return (
      <div className="max-w-(--container-prose)">
        <InviteReview values={outcome.values} letter={outcome.letter} />
      </div>
    )
  }
  return (
    <div className="flex max-w-(--container-prose) flex-col gap-6">
      <Outcome outcome={outcome} />
      <Section title={`Your side, the ${people.words[people.side]}’s`}>
        <SeatPeople people={people.own} mayManage={people.mayManage} />
        {!people.isPractice && <MemberReveal on={people.membersMayReveal} maySwitch={people.mayManage} />}
      </Section>
      <Section title={`The ${people.words[people.otherSide]}’s side`}>
        <OtherSeat people={people} outcome={outcome} />
      </Section>
      <Team people={people} outcome={outcome} />
    </div>
  )
}

function Outcome({ outcome }: { readonly outcome: PeopleOutcome | null }) {
  if (outcome?.kind === 'done') {
    return (
      <Notice tone="ok" live="status">
        <p>{outcome.message}</p>
      </Notice>
    )
  }
  if (outcome?.kind !== 'refused') return null
  return (
    <Notice tone="danger" live="alert" title="Nothing was changed">
      <p>{outcome.message}</p>
    </Notice>
  )
}

type PartProps = { readonly people: MatterPeople; readonly outcome: PeopleOutcome | null }

function Team({ people, outcome }: PartProps) {
  if (people.teamInvitations.length === 0 && !people.mayManage) return null
  return (
    <Section title="Add people to your side">
      {people.teamInvitations.length > 0 && (
        <ul className="flex flex-col gap-4 border-b border-line pb-6">
          {people.teamInvitations.map((invitation) => (
            <li key={invitation.invitationId}>
              <SentInvitationCard invitation={invitation} mayManage={people.mayManage} />
            </li>
          ))}
        </ul>
      )}
      {people.mayManage && (
        <>
          <p className="text-muted">
            Colleagues and your client come by invitation, which only an account with the invited address can
            accept. The other side is not told who reads along on yours.
          </p>
          <InviteForm key={outcome?.kind ?? 'new'} {...formFor('colleague', outcome)} />
        </>
      )}
    </Section>
  )
}

function OtherSeat({ people, outcome }: PartProps) {
  const { otherLead, otherInvitation, mayManage } = people
  if (otherLead !== null) {
    return (
      <>
        <p className="font-medium">
          {otherLead.name}
          {otherLead.firm !== '' && <span className="font-normal text-muted">, {otherLead.firm}</span>}
        </p>
        <p className="text-sm text-muted">Of the other seat you see who leads it, and nobody else on it.</p>
      </>
    )
  }
  const isPending = otherInvitation !== null && ['sent', 'opened', 'expired'].includes(otherInvitation.status)
  return (
    <>
      {otherInvitation !== null && <SentInvitationCard invitation={otherInvitation} mayManage={mayManage} />}
      {!isPending && mayManage && (
        <>
          <p className="text-muted">
            Invite the other side’s lawyer, who will lead that seat. Only an account with the invited address
            can accept. {seatRule}
          </p>
          <InviteForm key={outcome?.kind ?? 'new'} {...formFor('other-side', outcome)} />
        </>
      )}
      {otherInvitation === null && !mayManage && <p className="text-muted">Nobody is invited yet.</p>}
    </>
  )
}

/** The form as it was sent, if it was this one; once it is done with, its key makes it an empty one. */
function formFor(target: InviteTarget, outcome: PeopleOutcome | null) {
  const own = outcome?.kind === 'form' && outcome.target === target ? outcome : null
  return { target, values: own?.values ?? null, result: own?.result ?? null }
}

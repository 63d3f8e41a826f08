import type { SubmissionResult } from '@conform-to/react'
import type { InvitationPage as Page } from '../../../contract/invitations.ts'
import { paths } from '../../paths.ts'
import { Button, LinkButton } from '../../ui/button.tsx'
import { ReaderZoneProvider } from '../../ui/reader-zone.tsx'
import { PageHeader } from '../../ui/section.tsx'
import { AcceptForm } from './accept-form.tsx'
import { DeclineForm } from './decline-form.tsx'
import { InvitationEnded } from './invitation-ended.tsx'
import { InvitationOffer } from './invitation-offer.tsx'
import { InvitedSignUp } from './invited-sign-up.tsx'

export interface InvitationPageProps {
  readonly page: Page
  readonly timeZones: readonly string[]
  /** Where the reader comes back to after signing in. */
  readonly path: string
  readonly result: SubmissionResult<string[]> | null
  readonly declined: boolean
}

/** An invitation, for whoever came to it: what it offers first, then the ways to answer. */
export function InvitationPage({ page, timeZones, path, result, declined }: InvitationPageProps) {
  if (declined) return <Declined />
  if (page.state === 'other-address') return <OtherAddress />
  if (page.state === 'ended') return <InvitationEnded page={page} />
  const { offer, email, reader } = page
  return (
    <>
      {reader === 'addressee' ? (
        <InvitationOffer offer={offer} />
      ) : (
        <ReaderZoneProvider timeZone={offer.timeZone}>
          <InvitationOffer offer={offer} />
        </ReaderZoneProvider>
      )}
      {reader === 'addressee' ? (
        <AcceptForm kind={offer.kind} result={result} />
      ) : (
        <>
          <section className="mb-8 flex flex-col gap-3 rounded-lg border border-line bg-surface p-4 sm:p-6">
            <h2 className="text-xl">You have an account with {email}?</h2>
            <p className="text-muted">Sign in, and you come back here to accept.</p>
            <LinkButton to={paths.signIn({ next: path })} className="self-start">
              Sign in
            </LinkButton>
          </section>
          <h2 className="mb-6 text-2xl">Otherwise open one here</h2>
          <InvitedSignUp
            kind={offer.kind}
            email={email}
            name={offer.inviteeName}
            timeZones={timeZones}
            result={result}
          />
        </>
      )}
      <DeclineForm inviterName={offer.inviter.name} />
    </>
  )
}

function Declined() {
  return (
    <PageHeader
      title="You have declined"
      lead="Whoever invited you is told, with your reason if you gave one. There is nothing else to do."
    />
  )
}

function OtherAddress() {
  return (
    <>
      <PageHeader
        title="This invitation is for another address"
        lead="It was sent to another e-mail address than the one you are signed in with, and only an account with that address can answer it."
      />
      <p className="mb-6 text-muted">
        If the other address is yours too, sign out and follow the link again. If it is not, tell whoever sent
        it to you: an invitation should not be passed on.
      </p>
      <div className="flex flex-wrap gap-3">
        <form method="post" action={paths.signOut()}>
          <Button type="submit">Sign out</Button>
        </form>
        <LinkButton to={paths.matters()} look="quiet">
          Go to your matters
        </LinkButton>
      </div>
    </>
  )
}

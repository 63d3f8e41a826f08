import type { InvitationPage } from '../../../contract/invitations.ts'
import { paths } from '../../paths.ts'
import { LinkButton, SubmitButton } from '../../ui/button.tsx'
import { Form } from '../../ui/form.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PageHeader } from '../../ui/section.tsx'

type Ended = Extract<InvitationPage, { state: 'ended' }>

const words: Readonly<Record<Ended['status'], { readonly title: string; readonly lead: string }>> = {
  expired: {
    title: 'This invitation has expired',
    lead: 'It was good for 14 days. You can ask for a new one: whoever invited you is told, and decides.',
  },
  revoked: {
    title: 'This invitation was taken back',
    lead: 'Whoever sent it has revoked it. If that surprises you, ask them.',
  },
  replaced: {
    title: 'There is a newer invitation',
    lead: 'It was sent again, and this link was voided by that. Follow the link in the latest message.',
  },
  declined: {
    title: 'This invitation was declined',
    lead: 'Whoever sent it was told. They can invite you again.',
  },
  accepted: {
    title: 'This invitation was accepted',
    lead: 'A link works once. Sign in with the account that accepted it to get to the matter.',
  },
}

/** An invitation that cannot be answered any more, and what can be done about it. */
export function InvitationEnded({ page }: { readonly page: Ended }) {
  const { title, lead } = words[page.status]
  if (page.matterId !== null) {
    return (
      <>
        <PageHeader title="You are on this matter" lead="The invitation has done its work." />
        <LinkButton to={paths.matter(page.matterId)} look="primary" className="self-start">
          Open the matter
        </LinkButton>
      </>
    )
  }
  return (
    <>
      <PageHeader title={title} lead={lead} />
      {page.status === 'expired' && page.renewalAsked && (
        <Notice tone="ok" live="status" title="A new one was asked for">
          <p>
            Whoever invited you was told. If they send it, a message with a new link comes to your address.
          </p>
        </Notice>
      )}
      {page.status === 'expired' && !page.renewalAsked && (
        <Form>
          <SubmitButton name="intent" value="ask" pendingLabel="Asking…">
            Ask for a new one
          </SubmitButton>
        </Form>
      )}
      {page.status === 'accepted' && (
        <LinkButton to={paths.signIn()} look="primary">
          Sign in
        </LinkButton>
      )}
    </>
  )
}

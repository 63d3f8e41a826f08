import type { ReactNode } from 'react'
import { roleMay } from '../../../domain/roles.ts'
import type { Side } from '../../../domain/side.ts'
import type { SessionView } from '../../../domain/visibility.ts'
import { paths } from '../../paths.ts'
import { LinkButton } from '../../ui/button.tsx'
import { DateTime } from '../../ui/date-time.tsx'
import { Section } from '../../ui/section.tsx'
import { otherInSentence } from './side-words.ts'

export interface NextStepProps {
  readonly matterId: string
  readonly view: SessionView
  readonly words: Readonly<Record<Side, string>>
  readonly timeZone: string
}

/** What the reader can do now, before everything else on the page. */
export function NextStep(props: NextStepProps) {
  const { view, words } = props
  const own = view.own
  if (own === null) return null
  const other = otherInSentence(own.side, words)
  const step = stepOf(props, other)
  const waitsForLead = step.leadOnly && !roleMay(own.role, 'decide')
  return (
    <Section className="border-l-[3px] border-l-accent">
      <div className="flex flex-col gap-3">
        <p className="text-sm font-medium text-muted">
          {step.waiting ? 'Where it stands' : 'What to do now'}
        </p>
        <h2 className="text-2xl">{step.title}</h2>
        <div className="flex max-w-(--container-prose) flex-col gap-3">{step.body}</div>
        {waitsForLead && <p>Only the lead of your side can do this. You can read and prepare.</p>}
        {step.actions !== undefined && !waitsForLead && (
          <div className="flex flex-wrap gap-3">{step.actions}</div>
        )}
      </div>
    </Section>
  )
}

type Step = {
  readonly title: string
  readonly body: ReactNode
  readonly actions?: ReactNode
  readonly waiting?: boolean
  readonly leadOnly?: boolean
}

function stepOf({ matterId, view, timeZone }: NextStepProps, other: string): Step {
  if (view.phase !== 'terms') return { ...frozen(view, matterId), waiting: true }
  switch (view.own?.next) {
    case 'settle-terms':
      return {
        title: 'Have you and the other side agreed on non-monetary terms?',
        body: (
          <p>
            Who releases whom, confidentiality, when and how it is paid: these come first, so that a match on
            the number completes the settlement.
          </p>
        ),
        actions: (
          <>
            <LinkButton look="primary" to="#add-version">
              Yes: upload the document
            </LinkButton>
            <LinkButton to={paths.matterTermSheet(matterId)}>
              Not in writing: fill in the term sheet
            </LinkButton>
            <LinkButton to="#skip">No: skip, and settle the amount</LinkButton>
          </>
        ),
      }
    case 'approve-terms': {
      const version = view.terms?.version ?? 1
      return {
        title: `Read version ${version}, and approve it if it is right`,
        body: (
          <p>It counts once both sides approve the same version. Until then either side can add another.</p>
        ),
        actions: (
          <LinkButton look="primary" to={paths.matterTermsVersion(matterId, version)}>
            Read version {version}
          </LinkButton>
        ),
      }
    }
    case 'answer-skip':
      return {
        title: `${capital(other)} wishes to skip the terms`,
        body: <p>It takes both sides. You can skip too, or put a document on the table.</p>,
        actions: (
          <>
            <LinkButton look="primary" to="#skip">
              Look at skipping
            </LinkButton>
            <LinkButton to="#add-version">Add a document instead</LinkButton>
          </>
        ),
      }
    case 'wait-for-terms':
      return {
        title: `Waiting for ${other}`,
        body: <p>Your side has done its part. You are told here and by e-mail when the other side has.</p>,
        waiting: true,
      }
    case 'wait-for-other-seat':
      return {
        title: 'Your part is done; the other side has not joined yet',
        body: <p>Once its lead accepts the invitation, they read what you prepared and answer.</p>,
        actions: <LinkButton to={paths.matterPeople(matterId)}>See the invitation</LinkButton>,
        waiting: true,
      }
    case 'accept-rules':
      return {
        title: 'Accept the rules and confirm your client’s authority',
        body: <p>The terms are settled. Opening begins once both sides have accepted the rules.</p>,
        actions: (
          <LinkButton look="primary" to={paths.matterRules(matterId)}>
            Read and accept the rules
          </LinkButton>
        ),
        leadOnly: true,
      }
    case 'wait-for-acceptance':
      return {
        title: `Waiting for ${other} to accept the rules`,
        body: <p>Opening begins as soon as it does, or at a later start that both sides agreed on.</p>,
        waiting: true,
      }
    default:
      return {
        title: 'All is settled',
        body:
          view.opensAt === null ? (
            <p>Opening is about to begin.</p>
          ) : (
            <p>
              Opening begins <DateTime at={view.opensAt} alsoIn={timeZone} />. Until then either side can
              still take back what it approved or accepted.
            </p>
          ),
        waiting: true,
      }
  }
}

function frozen(view: SessionView, matterId: string): Step {
  const settled =
    view.settlement?.kind === 'document'
      ? `Both sides approved version ${view.settlement.version.version}.`
      : view.settlement?.kind === 'skipped'
        ? 'Both sides chose to skip.'
        : 'They were not settled.'
  if (view.phase === 'ended') {
    return {
      title: 'This session has ended',
      body: <p>The terms stay here to be read. {settled}</p>,
      actions: <LinkButton to={paths.matter(matterId)}>Go to the overview</LinkButton>,
    }
  }
  return {
    title: 'The terms are frozen',
    body: <p>Opening has begun. {settled} Nothing about the terms can change now.</p>,
    actions: (
      <LinkButton look="primary" to={paths.matterNumber(matterId)}>
        Go to your number
      </LinkButton>
    ),
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

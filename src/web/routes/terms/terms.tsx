import { data } from 'react-router'
import type { MatterId } from '../../../domain/ids.ts'
import { IntentForm } from '../../components/terms/intent-form.tsx'
import { NextStep } from '../../components/terms/next-step.tsx'
import { OtherSideSees } from '../../components/terms/other-side-sees.tsx'
import { OutcomeNotice } from '../../components/terms/outcome-notice.tsx'
import { SkipTerms } from '../../components/terms/skip-terms.tsx'
import { StandingTable } from '../../components/terms/standing-table.tsx'
import { StartProposal } from '../../components/terms/start-proposal.tsx'
import { describeTermsProblem } from '../../components/terms/terms-outcome.ts'
import { UploadVersion } from '../../components/terms/upload-version.tsx'
import { VersionList } from '../../components/terms/version-list.tsx'
import { paths } from '../../paths.ts'
import { requireViewer } from '../../services-context.ts'
import { LinkButton } from '../../ui/button.tsx'
import { DateTime } from '../../ui/date-time.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Section } from '../../ui/section.tsx'
import type { Route } from './+types/terms.ts'
import { performTermsAction } from './terms-action.ts'

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: `Terms · ${loaderData?.current.matter.caption ?? 'Matter'} · Backchannel` },
]

export async function loader({ context, request, params }: Route.LoaderArgs) {
  const { viewer, services } = requireViewer(context, request)
  const page = await services.terms.readTerms(viewer, params.matterId as MatterId)
  if (page === null) throw data(null, { status: 404 })
  return page
}

export const action = (args: Route.ActionArgs) => performTermsAction(args)

/** Step 1: what is negotiated besides money, the rules, and the start. */
export default function TermsPage({ loaderData, actionData }: Route.ComponentProps) {
  const { current, versions, offered, draft, acceptedBy, submissionId } = loaderData
  const { matter, seat, view, closing } = current
  const own = { own: seat.side, words: matter.words }
  const can = view.own?.can
  const mayAdd = can?.['add-terms-version'] === true
  return (
    <div className="flex flex-col gap-6">
      {closing && (
        <Notice tone="warn" live="status" title="One moment">
          <p>A deadline has passed and what is due is being done. No change is taken meanwhile.</p>
        </Notice>
      )}
      <NextStep matterId={matter.id} view={view} words={matter.words} timeZone={matter.timeZone} />
      <Section>
        <StandingTable view={view} {...own} timeZone={matter.timeZone} acceptedBy={acceptedBy} />
        <OutcomeNotice outcome={actionData} of={['withdraw-acceptance']} />
        {can?.['withdraw-acceptance'] === true && (
          <>
            <IntentForm intent="withdraw-acceptance" look="secondary">
              Take our acceptance of the rules back
            </IntentForm>
            <OtherSideSees>that you took it back. Opening then waits until you accept again.</OtherSideSees>
          </>
        )}
      </Section>

      {versions.length > 0 && (
        <Section title="Versions">
          <VersionList
            matterId={matter.id}
            versions={versions}
            current={view.terms?.version ?? null}
            {...own}
          />
        </Section>
      )}

      {mayAdd && offered !== null && (
        <Section title="Terms of the session before">
          <p>
            Version {offered.fromVersion} of session {offered.fromOrdinal}, {offered.document.name}, can be
            used again. It is a draft until then: nobody has approved it here.
          </p>
          <OutcomeNotice outcome={actionData} of={['reuse']} />
          <div className="flex flex-wrap gap-3">
            <LinkButton to={paths.matterDocument(matter.id, offered.document.id)}>Read it</LinkButton>
            <IntentForm intent="reuse" fields={{ submissionId }}>
              Use these again
            </IntentForm>
          </div>
          <OtherSideSees>the document as version 1, which both sides can then approve.</OtherSideSees>
        </Section>
      )}

      {mayAdd && (
        <Section title={versions.length === 0 ? 'Add a document' : 'Add another version'} id="add-version">
          {view.terms !== null && (
            <p>
              A new version replaces the current one: approvals of it, and what both sides accepted, are
              undone.
            </p>
          )}
          <OutcomeNotice outcome={actionData?.problem === null ? actionData : undefined} of={['upload']} />
          <UploadVersion
            key={actionData?.done ?? 'first'}
            submissionId={submissionId}
            next={(view.terms?.version ?? 0) + 1}
            errors={
              actionData?.intent === 'upload' && actionData.problem !== null
                ? [describeTermsProblem(actionData.problem)]
                : undefined
            }
          />
          <div className="flex flex-col gap-3 border-t border-line pt-4">
            <h3 className="text-lg">Or fill in the term sheet</h3>
            <p>
              Release, confidentiality, payment, dismissal, liens, taxes: questions with the usual answers,
              which become a PDF.
            </p>
            {draft !== null && (
              <p className="text-sm text-muted">
                Your side’s draft was saved by {draft.savedByName}, <DateTime at={draft.savedAt} />. The other
                side does not see it.
              </p>
            )}
            <LinkButton className="self-start" to={paths.matterTermSheet(matter.id)}>
              {draft === null ? 'Start the term sheet' : 'Go on with the term sheet'}
            </LinkButton>
          </div>
        </Section>
      )}

      {view.phase === 'terms' && (
        <>
          <Section title="Skip the terms" id="skip">
            <OutcomeNotice outcome={actionData} of={['skip', 'withdraw-skip']} />
            <SkipTerms view={view} {...own} dispute={matter.dispute} />
          </Section>
          <Section title="When opening begins" id="start">
            <OutcomeNotice
              outcome={actionData?.fieldErrors ? undefined : actionData}
              of={['propose-start', 'accept-start', 'withdraw-start']}
            />
            <StartProposal
              key={actionData?.start ? 'again' : 'fresh'}
              view={view}
              {...own}
              timeZone={matter.timeZone}
              typed={actionData?.start ?? { date: '', time: '', errors: {} }}
            />
          </Section>
        </>
      )}
    </div>
  )
}

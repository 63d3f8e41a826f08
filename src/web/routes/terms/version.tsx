import { data, Link } from 'react-router'
import { describeSize, MEDIA_TYPE_NAMES } from '../../../contract/documents.ts'
import type { MatterId } from '../../../domain/ids.ts'
import { roleMay } from '../../../domain/roles.ts'
import { SIDES } from '../../../domain/side.ts'
import { DocumentReader } from '../../components/documents/document-reader.tsx'
import { Fingerprint } from '../../components/documents/fingerprint.tsx'
import { ApproveVersion } from '../../components/terms/approve-version.tsx'
import { CommentForm, CommentThread } from '../../components/terms/comment-thread.tsx'
import { OutcomeNotice } from '../../components/terms/outcome-notice.tsx'
import { sideHead, sideInSentence } from '../../components/terms/side-words.ts'
import { TermsStanding } from '../../components/terms/terms-standing.tsx'
import { paths } from '../../paths.ts'
import { requireViewer } from '../../services-context.ts'
import { LinkButton } from '../../ui/button.tsx'
import { Facts } from '../../ui/data-list.tsx'
import { DateTime } from '../../ui/date-time.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Section } from '../../ui/section.tsx'
import type { Route } from './+types/version.ts'
import { performTermsAction } from './terms-action.ts'

export const meta: Route.MetaFunction = ({ loaderData }) => [
  {
    title: `Version ${loaderData?.version.version ?? ''} · ${loaderData?.current.matter.caption ?? 'Matter'} · Backchannel`,
  },
]

export async function loader({ context, request, params }: Route.LoaderArgs) {
  const { viewer, services } = requireViewer(context, request)
  const version = Number(params.version)
  const page = Number.isSafeInteger(version)
    ? await services.terms.readTermsVersion(viewer, params.matterId as MatterId, version)
    : null
  if (page === null) throw data(null, { status: 404 })
  return page
}

export const action = (args: Route.ActionArgs) => performTermsAction(args)

/** One version to be read, with what was said about it and what can be done with it. */
export default function VersionPage({ loaderData, actionData }: Route.ComponentProps) {
  const { current, version, previewText, comments, submissionId } = loaderData
  const { matter, seat, view } = current
  const { document } = version
  const own = { own: seat.side, words: matter.words }
  const can = view.own?.can
  const isCurrent = view.terms?.version === version.version
  const mayComment = roleMay(seat.role, 'prepare') && view.phase === 'terms'
  return (
    <div className="flex flex-col gap-6">
      <p>
        <Link to={paths.matterTerms(matter.id)} className="link inline-flex min-h-[44px] items-center">
          All of step 1, terms
        </Link>
      </p>
      <h2 className="text-2xl [overflow-wrap:anywhere]">
        Version {version.version}: {document.name}
      </h2>
      {!isCurrent && (
        <Notice tone="warn" title="This version was replaced">
          <p>
            It can no longer be approved.{' '}
            {view.terms !== null && (
              <Link to={paths.matterTermsVersion(matter.id, view.terms.version)} className="link">
                Read the current version {view.terms.version}
              </Link>
            )}
          </p>
        </Notice>
      )}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,2fr)_minmax(18rem,1fr)]">
        <div className="flex min-w-0 flex-col gap-6">
          <Section>
            <DocumentReader
              document={document}
              url={paths.matterDocumentFile(matter.id, document.id)}
              previewText={previewText}
            />
          </Section>
        </div>
        <div className="flex min-w-0 flex-col gap-6">
          {isCurrent && (
            <Section title="Approval">
              <OutcomeNotice outcome={actionData} of={['approve', 'withdraw-approval']} />
              <ApproveVersion
                version={version.version}
                sha256={document.sha256}
                canApprove={can?.['approve-terms'] === true}
                canWithdraw={
                  can?.['withdraw-approval'] === true &&
                  view.sides[seat.side].approvedVersion === version.version
                }
                endsSkip={view.sides[seat.side].wantsSkip}
              />
              <ul className="flex flex-col gap-3 border-t border-line pt-4">
                {SIDES.map((side) => (
                  <li key={side} className="flex flex-wrap items-center justify-between gap-2">
                    {sideHead(side, seat.side, matter.words)}
                    <TermsStanding side={side} view={view} />
                  </li>
                ))}
              </ul>
              {can?.['accept-rules'] === true && (
                <LinkButton look="primary" to={paths.matterRules(matter.id)}>
                  Next: accept the rules
                </LinkButton>
              )}
            </Section>
          )}
          <Section title="Comments" id="comments">
            <OutcomeNotice outcome={actionData?.fieldErrors ? undefined : actionData} of={['comment']} />
            <CommentThread comments={comments} {...own} />
            {mayComment && (
              <CommentForm
                key={actionData?.done ?? 'first'}
                version={version.version}
                submissionId={submissionId}
                typed={actionData?.comment ?? ''}
                errors={actionData?.intent === 'comment' ? actionData.fieldErrors : undefined}
              />
            )}
          </Section>
          <Section title="This document">
            <Facts
              facts={[
                {
                  term: 'Added by',
                  detail: `${version.addedByName} (${sideInSentence(version.side, seat.side, matter.words)})`,
                },
                { term: 'Added', detail: <DateTime at={version.addedAt} alsoIn={matter.timeZone} /> },
                {
                  term: 'Type and size',
                  detail: `${MEDIA_TYPE_NAMES[document.mediaType]}, ${describeSize(document.sizeBytes)}`,
                },
                { term: 'SHA-256', detail: <Fingerprint sha256={document.sha256} /> },
              ]}
            />
            {version.source === 'term-sheet' && can?.['add-terms-version'] === true && (
              <LinkButton to={paths.matterTermSheet(matter.id, { from: version.version })}>
                Change its answers into a new version
              </LinkButton>
            )}
          </Section>
        </div>
      </div>
    </div>
  )
}

import { data } from 'react-router'
import { describeSize, MEDIA_TYPE_NAMES } from '../../../contract/documents.ts'
import type { DocumentId, MatterId } from '../../../domain/ids.ts'
import { DocumentReader } from '../../components/documents/document-reader.tsx'
import { Fingerprint } from '../../components/documents/fingerprint.tsx'
import { sideInSentence } from '../../components/terms/side-words.ts'
import { paths } from '../../paths.ts'
import { requireViewer } from '../../services-context.ts'
import { Facts } from '../../ui/data-list.tsx'
import { DateTime } from '../../ui/date-time.tsx'
import { Section } from '../../ui/section.tsx'
import { loadMatterSession } from '../session/load-matter-session.ts'
import type { Route } from './+types/document.ts'

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: `${loaderData?.document.name ?? 'Document'} · Backchannel` },
]

export async function loader(args: Route.LoaderArgs) {
  const { matter, seat } = await loadMatterSession(args)
  const { viewer, services } = requireViewer(args.context, args.request)
  const documentId = args.params.documentId as DocumentId
  const document = await services.documents.readDocument(viewer, args.params.matterId as MatterId, documentId)
  if (document === null) throw data(null, { status: 404 })
  return { matter, side: seat.side, document }
}

/** A shared document, read in the page. */
export default function DocumentPage({ loaderData }: Route.ComponentProps) {
  const { matter, side, document } = loaderData
  return (
    <div className="flex flex-col gap-6">
      <h2 className="text-2xl [overflow-wrap:anywhere]">{document.name}</h2>
      <Section>
        <Facts
          facts={[
            {
              term: 'Shared by',
              detail: `${document.uploadedByName} (${sideInSentence(document.side, side, matter.words)})`,
            },
            { term: 'Shared', detail: <DateTime at={document.uploadedAt} alsoIn={matter.timeZone} /> },
            {
              term: 'Type and size',
              detail: `${MEDIA_TYPE_NAMES[document.mediaType]}, ${describeSize(document.sizeBytes)}`,
            },
            { term: 'SHA-256', detail: <Fingerprint sha256={document.sha256} /> },
          ]}
        />
      </Section>
      <Section>
        <DocumentReader
          document={document}
          url={paths.matterDocumentFile(matter.id, document.id)}
          previewText={document.previewText}
        />
      </Section>
    </div>
  )
}

import { data } from 'react-router'
import type { DocumentId, MatterId } from '../../../domain/ids.ts'
import { requireViewer } from '../../services-context.ts'
import type { Route } from './+types/document-file.ts'

/** The bytes of a document of the matter, to be saved. The same answer for one that is not there and one that is not theirs. */
export async function loader({ context, request, params }: Route.LoaderArgs) {
  const { viewer, services } = requireViewer(context, request)
  const download = await services.documents.downloadDocument(
    viewer,
    params.matterId as MatterId,
    params.documentId as DocumentId,
  )
  if (download === null) throw data(null, { status: 404 })
  return new Response(new Uint8Array(download.bytes), { headers: download.headers })
}

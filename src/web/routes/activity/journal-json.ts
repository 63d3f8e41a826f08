import { data } from 'react-router'
import type { MatterId } from '../../../domain/ids.ts'
import { requireViewer } from '../../services-context.ts'
import type { Route } from './+types/journal-json.ts'

/** The reader's journal of the matter, to keep and to verify offline. */
export async function loader({ context, request, params }: Route.LoaderArgs) {
  const { viewer, services } = requireViewer(context, request)
  const journal = await services.activity.exportJournal(viewer, params.matterId as MatterId)
  if (journal === null) throw data(null, { status: 404 })
  return Response.json(journal, {
    headers: { 'Content-Disposition': 'attachment; filename="journal.json"', 'Cache-Control': 'no-store' },
  })
}

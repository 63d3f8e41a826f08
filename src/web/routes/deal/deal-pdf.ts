import { data } from 'react-router'
import type { MatterId } from '../../../domain/ids.ts'
import { requireViewer } from '../../services-context.ts'
import type { Route } from './+types/deal-pdf.ts'

/** The record as a file. Its name is the same for both sides, like its bytes. */
export async function loader({ context, request, params }: Route.LoaderArgs) {
  const { viewer, services } = requireViewer(context, request)
  const pdf = await services.deals.renderDealPdf(viewer, params.matterId as MatterId)
  if (pdf === null) throw data(null, { status: 404 })
  return new Response(pdf, {
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Disposition': 'attachment; filename="record-of-the-deal.pdf"',
      'Cache-Control': 'no-store',
    },
  })
}

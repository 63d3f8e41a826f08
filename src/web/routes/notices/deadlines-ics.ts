import { data } from 'react-router'
import { z } from 'zod'
import type { MatterId } from '../../../domain/ids.ts'
import { requireViewer } from '../../services-context.ts'
import type { Route } from './+types/deadlines-ics.ts'

/** Both deadlines of the matter's session for a calendar. */
export async function loader({ context, request, params }: Route.LoaderArgs) {
  const { viewer, services } = requireViewer(context, request)
  const matterId = z.uuid().safeParse(params.matterId)
  if (!matterId.success) throw data(null, { status: 404 })
  const calendar = await services.notifications.getCalendar(viewer, matterId.data as MatterId)
  if (!calendar.ok) throw data(null, { status: 404 })
  return new Response(calendar.value, {
    headers: {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': 'attachment; filename="deadlines.ics"',
      'Cache-Control': 'no-store',
    },
  })
}

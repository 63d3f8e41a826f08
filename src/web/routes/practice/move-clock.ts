import { data } from 'react-router'
import { moveClockSchema } from '../../../contract/practice.ts'
import type { MatterId } from '../../../domain/ids.ts'
import { requireViewer } from '../../services-context.ts'
import { readForm } from '../read-form.ts'
import type { Route } from './+types/move-clock.ts'

export { postedOnly as loader } from '../posted-only.ts'

/** Moves the clock of a practice matter; a matter that is no practice is not found here. */
export async function action({ context, request, params }: Route.ActionArgs) {
  const { viewer, services } = requireViewer(context, request)
  const form = moveClockSchema.safeParse(Object.fromEntries(await readForm(request)))
  if (!form.success) throw data(null, { status: 400 })
  const moved = await services.practice.movePracticeClock(viewer, params.matterId as MatterId, form.data.to)
  if (!moved.ok && moved.error !== 'nothing-to-wait-for') throw data(null, { status: 404 })
  return { moved: moved.ok }
}

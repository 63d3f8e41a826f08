import { data, type RouterContextProvider } from 'react-router'
import type { MatterId } from '../../../domain/ids.ts'
import { requireViewer } from '../../services-context.ts'

type Args = {
  readonly request: Request
  readonly params: { readonly matterId: string }
  readonly context: Readonly<Pick<RouterContextProvider, 'get'>>
}

/** The matter's session for the reader. Throws 404 alike for what does not exist and for what is not theirs. */
export async function loadMatterSession({ request, params, context }: Args) {
  const { viewer, services } = requireViewer(context, request)
  const session = await services.sessions.readMatterSession(viewer, params.matterId as MatterId)
  if (session === null) throw data(null, { status: 404 })
  return session
}

import { data, type RouterContextProvider } from 'react-router'
import type { MatterId } from '../../../domain/ids.ts'
import { type AppContext, requireViewer } from '../../services-context.ts'

type Context = Readonly<Pick<RouterContextProvider, 'get'>>
type Args = {
  readonly request: Request
  readonly params: { readonly matterId: string }
  readonly context: Context
}

type Look = ReturnType<AppContext['services']['sessions']['readMatterSession']>

/** What the loaders of one request have looked at. */
const looks = new WeakMap<Context, Map<string, Look>>()

/**
 * The matter's session for the reader. Throws 404 alike for what does not exist and for what is not theirs. All loaders of a
 * page, which run side by side, get one look at it, so that no part of the page is of another instant than the rest.
 */
export async function loadMatterSession({ request, params, context }: Args) {
  const { viewer, services } = requireViewer(context, request)
  const { matterId } = params
  const read = () => services.sessions.readMatterSession(viewer, matterId as MatterId)
  // What an action looks at, it may change before the loaders look.
  const session = await (request.method === 'GET' ? once(context, matterId, read) : read())
  if (session === null) throw data(null, { status: 404 })
  return session
}

function once(context: Context, matterId: string, read: () => Look): Look {
  const ofRequest = looks.get(context) ?? new Map<string, Look>()
  looks.set(context, ofRequest)
  const look = ofRequest.get(matterId) ?? read()
  ofRequest.set(matterId, look)
  return look
}

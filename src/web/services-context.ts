import { createContext, type RouterContextProvider, redirect } from 'react-router'
import type { Viewer } from '../contract/viewer.ts'
import type { Services } from '../server/services.ts'
import { paths } from './paths.ts'

/** What the server hands to every loader and action of one request. */
export interface AppContext {
  readonly services: Services
  /** The signed-in person, or null. */
  readonly viewer: Viewer | null
  /** The nonce of this response's content security policy. */
  readonly nonce: string
  /** Shown on error pages, so that a report can be matched to the log. */
  readonly requestId: string
  /** Takes down a fault that no loader or action expected, under the request's id. */
  readonly reportError: (error: unknown) => void
}

/**
 * React Router looks contexts up by object identity, and the built bundle carries its own copy of this module. So the
 * server must take the key from the bundle (`build.entry.module.servicesContext`) and never import this file.
 */
export const servicesContext = createContext<AppContext>()

type ReadableContext = Readonly<Pick<RouterContextProvider, 'get'>>

/** Throws when the server did not set the context, which is a fault of ours and not of the request. */
export function app(context: ReadableContext): AppContext {
  return context.get(servicesContext)
}

/**
 * The signed-in person together with the services. Throws a redirect to the sign-in page, which leads back here, when
 * nobody is signed in.
 */
export function requireViewer(
  context: ReadableContext,
  request: Request,
): AppContext & { readonly viewer: NonNullable<Viewer> } {
  const { viewer, ...rest } = app(context)
  if (viewer === null) {
    throw redirect(paths.signIn({ next: pageAddress(request.url) }))
  }
  return { ...rest, viewer }
}

/**
 * The address of the page that a request is for. React Router asks for a page's data, and sends its forms, under an
 * address of their own, where a person who is led back there would find no page.
 */
function pageAddress(requestUrl: string): string {
  const { pathname, searchParams } = new URL(requestUrl)
  for (const name of ['_routes', 'index']) searchParams.delete(name)
  const search = searchParams.toString()
  return pathname.replace(/(\/_)?\.data$/, '') + (search === '' ? '' : `?${search}`)
}

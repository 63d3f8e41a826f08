import type * as ReactRouter from 'react-router'
import type { ServerBuild } from 'react-router'
import type { Viewer } from '../../contract/viewer.ts'
import type { Services } from '../services.ts'
import { type Away, answerForeseenFaults } from './foreseen-faults.ts'
import { withWellFormedPath } from './well-formed-path.ts'

/** Gives the built pages; in development, the ones just changed. */
export type LoadPages = () => Promise<ServerBuild>

export type PageContext = {
  readonly services: Services
  readonly viewer: Viewer | null
  readonly nonce: string
  readonly requestId: string
  readonly reportError: (error: unknown) => void
} & Away

export type PagesOptions = {
  readonly load: LoadPages
  readonly mode: 'production' | 'development'
  /**
   * Where forms are sent from. React Router compares a form's origin with the address of the request, which behind a proxy
   * that speaks TLS is another one; we have compared it with our own address before (`origin-check.ts`).
   */
  readonly origins: ReadonlySet<string>
}

/** Answers a request with a page: React Router's, which gets the use cases in its context. */
export function createPages({ load, mode, origins }: PagesOptions) {
  const allowedActionOrigins = [...origins].map((origin) => new URL(origin).host)

  async function open() {
    const build = await load()
    const { createRequestHandler, RouterContextProvider, servicesContext } = build.entry
      .module as unknown as PagesModule
    const routes = answerForeseenFaults(build.routes, ({ context }) => context.get(servicesContext))
    const handle = createRequestHandler({ ...build, routes, allowedActionOrigins }, mode)
    return { handle, RouterContextProvider, servicesContext }
  }

  let kept: ReturnType<typeof open> | null = null
  const opened = () => {
    if (mode === 'development') return open()
    kept ??= open()
    return kept
  }

  return async (request: Request, context: PageContext): Promise<Response> => {
    const { handle, RouterContextProvider, servicesContext } = await opened()
    const provider = new RouterContextProvider()
    provider.set(servicesContext, context)
    return handle(withWellFormedPath(request), provider)
  }
}

/**
 * What comes with the pages: React Router, so that the server loads no React before it is known which build of it is to
 * render; and the key of the use cases, since contexts are found by object identity.
 */
type PagesModule = Pick<typeof ReactRouter, 'createRequestHandler' | 'RouterContextProvider'> & {
  readonly servicesContext: ReturnType<typeof ReactRouter.createContext<PageContext>>
}

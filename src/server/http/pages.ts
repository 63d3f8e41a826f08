import { createRequestHandler, RouterContextProvider, type ServerBuild } from 'react-router'
import type { Viewer } from '../../contract/viewer.ts'
import type { Services } from '../services.ts'

/** Gives the built pages; in development, the ones just changed. */
export type LoadPages = () => Promise<ServerBuild>

export type PageContext = {
  readonly services: Services
  readonly viewer: Viewer | null
  readonly nonce: string
  readonly requestId: string
  readonly reportError: (error: unknown) => void
}

/** Answers a request with a page: React Router's, which gets the use cases in its context. */
export function createPages(load: LoadPages, mode: 'production' | 'development') {
  const handle = createRequestHandler(load, mode)
  return async (request: Request, context: PageContext): Promise<Response> => {
    const { entry } = await load()
    // React Router finds contexts by object identity: the key has to come from the very bundle that reads it.
    const { servicesContext } = entry.module as unknown as ContextKeys
    const provider = new RouterContextProvider()
    provider.set(servicesContext, context)
    return handle(request, provider)
  }
}

type ContextKeys = {
  readonly servicesContext: ReturnType<typeof import('react-router').createContext<PageContext>>
}

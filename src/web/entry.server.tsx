import { PassThrough } from 'node:stream'
import { createReadableStreamFromReadable } from '@react-router/node'
import { isbot } from 'isbot'
import { renderToPipeableStream } from 'react-dom/server'
import {
  type EntryContext,
  type HandleErrorFunction,
  isRouteErrorResponse,
  type RouterContextProvider,
  ServerRouter,
} from 'react-router'
import { NonceContext } from './nonce.ts'
import { app } from './services-context.ts'

export { createRequestHandler, RouterContextProvider } from 'react-router'
export { servicesContext } from './services-context.ts'

/** How long loaders that stream may hold the page open, in milliseconds. */
export const streamTimeout = 5_000

/** Time for the rejections of timed-out loaders to be flushed before React gives the stream up. */
const flushAllowanceMs = 1_000

/**
 * Streams one page. The nonce goes to React Router (for its links and scripts), to React (for the scripts that reveal
 * streamed parts) and to our styles, so the policy needs neither 'unsafe-inline' nor 'unsafe-eval'.
 */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  routerContext: EntryContext,
  loadContext: RouterContextProvider,
): Promise<Response> | Response {
  headers.set('Content-Type', 'text/html; charset=utf-8')
  if (request.method === 'HEAD') return new Response(null, { status, headers })

  const { nonce, reportError } = app(loadContext)
  // A crawler reads what is there when the response ends, not what scripts move into place.
  const readyEvent = isbot(request.headers.get('user-agent') ?? '') ? 'onAllReady' : 'onShellReady'

  return new Promise((resolve, reject) => {
    let shellRendered = false
    let finalStatus = status
    const { pipe, abort } = renderToPipeableStream(
      <NonceContext value={nonce}>
        <ServerRouter context={routerContext} url={request.url} nonce={nonce} />
      </NonceContext>,
      {
        nonce: { script: nonce, style: nonce },
        [readyEvent]() {
          shellRendered = true
          const body = new PassThrough({
            final(callback) {
              clearTimeout(abortTimer)
              callback()
            },
          })
          pipe(body)
          resolve(new Response(createReadableStreamFromReadable(body), { headers, status: finalStatus }))
        },
        onShellError(error: unknown) {
          clearTimeout(abortTimer)
          reject(error)
        },
        onError(error: unknown) {
          finalStatus = 500
          // Errors before the shell reject the promise above and are logged by whoever awaits it.
          if (shellRendered) reportError(error)
        },
      },
    )
    const abortTimer = setTimeout(abort, streamTimeout + flushAllowanceMs)
  })
}

/** What loaders and actions throw without meaning to. Answers such as 404, and visitors who left, are no faults. */
export const handleError: HandleErrorFunction = (error, { request, context }) => {
  if (request.signal.aborted || isRouteErrorResponse(error)) return
  app(context).reportError(error)
}

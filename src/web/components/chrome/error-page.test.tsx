import { renderToStaticMarkup } from 'react-dom/server'
import { createStaticHandler, createStaticRouter, StaticRouterProvider } from 'react-router'
import { expect, test } from 'vitest'
import { ErrorPage } from './error-page.tsx'

/** The page at this address, as the server makes it where the loader answers with this status. */
async function pageOf(address: string, status: number): Promise<string> {
  const routes = [
    {
      id: 'root',
      path: '*',
      loader: () => {
        throw new Response(null, { status })
      },
      Component: () => null,
      ErrorBoundary: ErrorPage,
    },
  ]
  const { query, dataRoutes } = createStaticHandler(routes)
  const context = await query(new Request(`http://localhost${address}`))
  if (context instanceof Response) throw new Error('no page')
  const router = createStaticRouter(dataRoutes, context)
  return renderToStaticMarkup(<StaticRouterProvider router={router} context={context} hydrate={false} />)
}

test.each([429, 400, 500, 503])(
  'of a %i leads to the same page again by a link, without a script',
  async (status) => {
    const html = await pageOf('/rules?from=mail', status)
    expect(html).toMatch(/<a [^>]*href="\/rules\?from=mail"[^>]*>.*Load the page again/)
    expect(html).not.toContain('<button')
  },
)

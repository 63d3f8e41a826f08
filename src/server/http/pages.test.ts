import type { ServerBuild } from 'react-router'
import { createContext, createRequestHandler, RouterContextProvider } from 'react-router'
import { expect, test, vi } from 'vitest'
import { ownOrigins } from './origin-check.ts'
import { createPages, type PageContext } from './pages.ts'

const context = {} as unknown as PageContext

/** A build of one route that takes a form. */
function buildOfOneForm(): ServerBuild {
  const module = { action: async () => 'taken', loader: async () => 'looked at' }
  const servicesContext = createContext<PageContext>()
  const ofRouter = { createRequestHandler, RouterContextProvider }
  const entry = {
    module: { default: () => new Response(), handleError: () => {}, servicesContext, ...ofRouter },
  }
  return {
    entry,
    routes: { form: { id: 'form', path: 'form', module } },
    assets: { entry: { imports: [], module: '' }, routes: {}, url: '', version: '' },
    basename: '/',
    publicPath: '/',
    assetsBuildDirectory: '',
    future: {},
    ssr: true,
    isSpaMode: false,
    prerender: [],
    routeDiscovery: { mode: 'initial' },
  } as unknown as ServerBuild
}

const send = (origin: string, url: string, pages: ReturnType<typeof createPages>) =>
  pages(new Request(url, { method: 'POST', headers: { Origin: origin }, body: new FormData() }), context)

test('a form is taken behind a proxy that speaks TLS: its origin is https, the request that arrives is http', async () => {
  const origins = ownOrigins({ baseUrl: 'https://backchannel.example', port: 3000 })
  const pages = createPages({ load: async () => buildOfOneForm(), mode: 'production', origins })
  const answer = await send('https://backchannel.example', 'http://backchannel.example/form.data', pages)
  expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('taken')])
  const behindName = await send('https://backchannel.example', 'http://10.0.0.7:3000/form.data', pages)
  expect(behindName.status).toBe(200)
  const foreign = await send('https://elsewhere.example', 'http://backchannel.example/form.data', pages)
  expect(foreign.status).toBe(400)
})

test('an address that cannot be decoded is no address of ours, and is written nowhere past the log', async () => {
  const said = (['log', 'warn', 'error'] as const).map((name) => vi.spyOn(console, name))
  const pages = createPages({ load: async () => buildOfOneForm(), mode: 'production', origins: new Set() })
  for (const segment of ['%E0%A4%A', '%', '%ED%A0%80']) {
    for (const ending of ['', '.data']) {
      const answer = await pages(new Request(`http://localhost/7f0a4c1e/${segment}/form${ending}`), context)
      expect(answer.status).toBeLessThan(500)
    }
  }
  for (const spy of said) {
    expect(spy).not.toHaveBeenCalled()
    spy.mockRestore()
  }
})

test('the pages are opened once where they are built, and each time where they are being changed', async () => {
  const opened = { production: 0, development: 0 }
  for (const mode of ['production', 'development'] as const) {
    const load = async () => {
      opened[mode] += 1
      return buildOfOneForm()
    }
    const pages = createPages({ load, mode, origins: new Set() })
    for (const _ of [1, 2, 3]) await pages(new Request('http://localhost/form'), context)
  }
  expect(opened).toEqual({ production: 1, development: 3 })
})

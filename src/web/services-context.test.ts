import { RouterContextProvider } from 'react-router'
import { describe, expect, it } from 'vitest'
import type { Viewer } from '../contract/viewer.ts'
import type { UserId } from '../domain/ids.ts'
import type { Services } from '../server/services.ts'
import { app, requireViewer, servicesContext } from './services-context.ts'

const somebody: Viewer = {
  userId: 'a-user' as UserId,
  name: 'Dana Whitfield',
  email: 'dana@whitfield.example',
  timeZone: 'America/Chicago',
}

function contextOf(viewer: Viewer | null): RouterContextProvider {
  const context = new RouterContextProvider()
  context.set(servicesContext, {
    services: {} as Services,
    viewer,
    nonce: 'a-nonce',
    requestId: 'a-request',
    reportError: () => {},
  })
  return context
}

function thrownBy(act: () => unknown): unknown {
  try {
    act()
  } catch (thrown) {
    return thrown
  }
  throw new Error('nothing was thrown')
}

describe('requireViewer', () => {
  const request = new Request('https://site.example/matters/1/terms?v=2')

  function whereTo(address: string): string | null {
    const asked = new Request(`https://site.example${address}`)
    const response = thrownBy(() => requireViewer(contextOf(null), asked))
    if (!(response instanceof Response)) throw new Error('a redirect was expected')
    return new URL(response.headers.get('location') ?? '', asked.url).searchParams.get('next')
  }

  it('hands on who is signed in', () => {
    expect(requireViewer(contextOf(somebody), request).viewer).toBe(somebody)
  })

  it('sends everybody else to the sign-in page, which leads back', () => {
    const response = thrownBy(() => requireViewer(contextOf(null), request))
    if (!(response instanceof Response)) throw new Error('a redirect was expected')
    expect(response.status).toBe(302)
    expect(response.headers.get('location')).toBe('/sign-in?next=%2Fmatters%2F1%2Fterms%3Fv%3D2')
  })

  it.each([
    ['/matters/1/messages.data', '/matters/1/messages'],
    ['/matters/1/messages.data?_routes=routes%2Fmessages', '/matters/1/messages'],
    ['/matters.data?q=Doe&page=2&_routes=a%2Cb', '/matters?q=Doe&page=2'],
    ['/matters/1?index', '/matters/1'],
    ['/matters/1/deal.pdf', '/matters/1/deal.pdf'],
  ])('leads back from %s to the page itself, %s', (asked, page) => {
    expect(whereTo(asked)).toBe(page)
  })
})

it('fails loudly where the server forgot to set the context', () => {
  expect(() => app(new RouterContextProvider())).toThrow()
})

import { readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { inspectRoutes } from 'hono/dev'
import type { ServerBuild } from 'react-router'
import { loadBuiltPages } from '../../src/server/build-pages.ts'
import { createHttpApp } from '../../src/server/http/app.ts'
import { openReadiness } from '../../src/server/http/readiness.ts'
import { TERMS_INTENTS } from '../../src/web/components/terms/terms-outcome.ts'
import type { TestServer } from '../support/test-server.ts'

/** One thing that can be asked of the server, as its own tables of routes have it. */
export type RouteEntry = {
  readonly method: 'GET' | 'POST'
  /** With `:names` for what varies. */
  readonly path: string
  /** What a form of the page asks for; null where its action knows no such thing. */
  readonly intent: string | null
  /** React Router's id of a page, under which its loader can be asked for alone; null for the API. */
  readonly pageId: string | null
  /** A page at the address of its layout, which takes forms of its own. */
  readonly isIndex: boolean
  /** Whether scripts may ask for it as data, instead of as a page. */
  readonly hasData: boolean
}

const WEB = join(import.meta.dirname, '../../src/web')

export function keyOf({ method, path, intent }: RouteEntry): string {
  return `${method} ${path}${intent === null ? '' : ` ${intent}`}`
}

/**
 * Every route of the server: the pages out of the manifest that React Router made of `src/web/routes.ts`, the rest out of
 * the table of the HTTP layer.
 */
export async function listRoutes(server: TestServer): Promise<readonly RouteEntry[]> {
  return [...listPages(await loadBuiltPages()), ...listApi(server)]
}

type Route = NonNullable<ServerBuild['routes'][string]>

function listPages({ routes }: ServerBuild): RouteEntry[] {
  const all = Object.values(routes).filter((route) => route !== undefined)
  const parents = new Set(all.map(({ parentId }) => parentId))
  // A layout has no address of its own: it answers with its pages.
  return all
    .filter(({ id }) => !parents.has(id))
    .flatMap((route) => {
      const path = pathOf(route, routes)
      const { action, default: page } = route.module
      const about = {
        path,
        pageId: route.id,
        isIndex: route.index === true,
        hasData: page !== undefined,
      }
      const writes = action ? [null, ...intentsOf(route.id)] : []
      // What has intents is asked for nothing without one.
      const intents = writes.length > 1 ? writes.slice(1) : writes
      return [
        { ...about, method: 'GET' as const, intent: null },
        ...intents.map((intent) => ({ ...about, method: 'POST' as const, intent })),
      ]
    })
}

function pathOf(route: Route, routes: ServerBuild['routes']): string {
  const parent = route.parentId === undefined ? undefined : routes[route.parentId]
  const above = parent === undefined ? '' : pathOf(parent, routes)
  return route.path === undefined ? above || '/' : `${above === '/' ? '' : above}/${route.path}`
}

function listApi({ ctx, services }: TestServer): RouteEntry[] {
  // None is asked for: the table alone is read.
  const pages = async () => new Response(null, { status: 404 })
  const app = createHttpApp({ ctx, services, pages, clientFolder: null, readiness: openReadiness(ctx) })
  return (
    inspectRoutes(app)
      // HEAD is asked at every address there is.
      .filter(({ isMiddleware, path, method }) => !isMiddleware && path !== '/*' && method !== 'HEAD')
      .flatMap(({ method, path }) => {
        const methods = method === 'ALL' ? (['GET', 'POST'] as const) : [readOrWrite(method)]
        return methods.map((each) => ({
          method: each,
          path,
          intent: null,
          pageId: null,
          isIndex: false,
          hasData: false,
        }))
      })
  )
}

function readOrWrite(method: string): 'GET' | 'POST' {
  if (method === 'GET' || method === 'POST') return method
  throw new Error(`the matrix knows no ${method}: teach it`)
}

/** The intents that the action of a page tells apart, out of its source and of what it imports beside it. */
export function intentsOf(pageId: string): readonly string[] {
  const found = new Set<string>()
  const seen = new Set<string>()
  const open = [sourceOf(pageId)]
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (seen.has(file)) continue
    seen.add(file)
    const text = readFileSync(join(WEB, file), 'utf8')
    for (const intent of intentsIn(text)) found.add(intent)
    for (const [, target = ''] of text.matchAll(/from '(\.\/[a-z-]+-(?:action|invitation)\.ts)'/g)) {
      open.push(relative(WEB, join(WEB, dirname(file), target)))
    }
  }
  return [...found].sort()
}

function sourceOf(pageId: string): string {
  for (const ending of ['.ts', '.tsx']) {
    try {
      readFileSync(join(WEB, pageId + ending))
      return pageId + ending
    } catch {
      // The other ending, then.
    }
  }
  throw new Error(`no source of the page ${pageId}`)
}

function intentsIn(text: string): readonly string[] {
  if (!text.includes(`'intent'`)) return []
  const compared = [...text.matchAll(/(?:get\('intent'\)|\bintent) [!=]== '([a-z-]+)'/g)].map(
    ([, intent]) => intent,
  )
  const listed = text.includes('TERMS_INTENTS.find') ? TERMS_INTENTS : []
  return [...compared, ...casesIn(text), ...listed].filter((intent) => intent !== undefined)
}

/** The cases of each `switch` on an intent, not those of the switches inside. */
function casesIn(text: string): string[] {
  return [...text.matchAll(/switch \([^{]*intent[^{]*\) \{/g)].flatMap((match) => {
    let depth = 1
    let at = match.index + match[0].length
    let own = ''
    for (; depth > 0 && at < text.length; at += 1) {
      if (text[at] === '{') depth += 1
      if (text[at] === '}') depth -= 1
      if (depth === 1) own += text[at]
    }
    return [...own.matchAll(/case '([a-z-]+)':/g)].map(([, intent = '']) => intent)
  })
}

/** The intents that the forms of the pages send, by what their buttons and hidden fields say. */
export function intentsOfForms(sources: readonly string[]): ReadonlySet<string> {
  const pattern = /name="intent"\s+value="([a-z-]+)"|<(?:IntentForm|PasswordForm)[^>]*?intent="([a-z-]+)"/g
  return new Set(
    sources.flatMap((text) => [...text.matchAll(pattern)].map(([, value, intent]) => value ?? intent ?? '')),
  )
}

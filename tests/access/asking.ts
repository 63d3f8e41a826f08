import { randomUUID } from 'node:crypto'
import { type Answer, readAnswer } from './answer.ts'
import type { Outcome } from './read-matrix.ts'
import type { Ids } from './requests.ts'
import type { RouteEntry } from './route-table.ts'

export type Ask = {
  readonly url: string
  readonly key: string
  /** What the tables of routes say of it. */
  readonly entry: RouteEntry | null
  readonly ids: Ids
  /** Of whoever asks; a request of nobody's has none. */
  readonly headers: Headers
  readonly body: Readonly<Record<string, unknown>>
  readonly json: boolean
  /** In place of the page: its data, as React Router's scripts ask for it; all of it or one route's. */
  readonly data?: { readonly routeId: string | null }
}

/** Sends one request of the table, as a browser of ours would. */
export async function ask(request: Ask): Promise<Answer> {
  const { method, path, intent } = partsOf(request.key)
  const headers = new Headers(request.headers)
  headers.set('Accept-Encoding', 'identity')
  const address = request.url + addressOf(path, request)
  const init: RequestInit = { method, headers, redirect: 'manual' }
  if (method === 'POST') {
    headers.set('Origin', request.url)
    init.body = request.json
      ? jsonBody(headers, request.body)
      : formBody({ ...(intent && { intent }), ...request.body })
  }
  return readAnswer(await fetch(address, init), request.ids)
}

export function partsOf(key: string): { method: string; path: string; intent: string | null } {
  const [method = '', path = '', intent = null] = key.split(' ')
  return { method, path, intent }
}

/** The names of what varies in an address. */
export function namesIn(path: string): readonly string[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name)
}

function addressOf(path: string, { key, ids, data, entry }: Ask): string {
  const filled = path
    .replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(ids[name] ?? ''))
    .replace('*', 'no-such-address')
  const query = new URLSearchParams()
  if (data && data.routeId !== null) query.set('_routes', data.routeId)
  const search = [
    entry?.isIndex && key.startsWith('POST') ? ['index'] : [],
    query.size > 0 ? [query.toString()] : [],
  ]
  const whole = data ? `${filled === '/' ? '/_' : filled}.data` : filled
  return [whole, search.flat().join('&')].filter((part) => part !== '').join('?')
}

function jsonBody(headers: Headers, body: Ask['body']): string {
  headers.set('Content-Type', 'application/json')
  headers.set('Idempotency-Key', randomUUID())
  return JSON.stringify(body)
}

function formBody(fields: Ask['body']): FormData | URLSearchParams {
  const hasFile = Object.values(fields).some((value) => value instanceof File)
  const form = hasFile ? new FormData() : new URLSearchParams()
  for (const [name, value] of Object.entries(fields)) {
    if (form instanceof FormData && value instanceof File) form.set(name, value, value.name)
    else form.set(name, String(value))
  }
  return form
}

const REFUSAL = /Only the lead of your side|Your role on this matter does not allow|\\?"not-allowed\\?"/

/** The word of the table for an answer. Anything that no word fits gives its status, which is in no table. */
export function outcomeOf(
  key: string,
  { status, headers, body }: Answer,
  changed: boolean,
): Outcome | number {
  const header = (name: string) =>
    headers.find((each) => each.startsWith(`${name}: `))?.slice(name.length + 2) ?? ''
  if (status === 401 || header('location').startsWith('/sign-in?next=')) return 'sign-in'
  if (status === 404 || (status === 204 && key.endsWith('/events'))) return 'none'
  if (status === 405) return 'no-method'
  if (status === 403 || (key.startsWith('POST') && REFUSAL.test(body))) return 'refused'
  if (changed && (status === 200 || status === 302)) return 'done'
  if (status === 302) return 'elsewhere'
  if (status !== 200) return status
  if (key.startsWith('POST')) return 'answered'
  if (header('content-type').startsWith('text/event-stream')) return 'stream'
  if (header('content-disposition').startsWith('attachment')) return 'file'
  return header('content-type').startsWith('application/json') ? 'data' : 'page'
}

import { randomUUID } from 'node:crypto'
import { namesIn, partsOf } from '../access/asking.ts'
import { keyOf, type RouteEntry } from '../access/route-table.ts'
import type { Chance } from './chance.ts'
import { HOSTILE_TEXTS, hostileHeaders, hostileJsonText } from './hostile.ts'

export type HostileRequest = {
  readonly method: string
  readonly address: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array<ArrayBuffer> | null
}

type Fields = Readonly<Record<string, unknown>>
type Body = { readonly type: string | null; readonly body: string | Uint8Array<ArrayBuffer> }

const FORM = 'application/x-www-form-urlencoded'
const METHODS = ['PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'PROPFIND']

/** One request at a route, of which something is not as it should be. `fields` are what it takes where all is well. */
export function hostileRequest(
  chance: Chance,
  route: RouteEntry,
  ids: Readonly<Record<string, string>>,
  fields: Fields,
): HostileRequest {
  const method = chance.oneIn(12) ? chance.pick(METHODS) : route.method
  const { path, intent } = partsOf(keyOf(route))
  const takesBody = !['GET', 'HEAD', 'OPTIONS'].includes(method)
  const made = takesBody ? bodyOf(chance, { ...(intent && { intent }), ...fields }) : null
  return {
    method,
    address: addressOf(chance, route, path, ids),
    headers: {
      ...hostileHeaders(chance),
      ...(made?.type && { 'Content-Type': made.type }),
      ...(chance.oneIn(8) ? {} : { 'Idempotency-Key': chance.oneIn(6) ? 'x'.repeat(70) : randomUUID() }),
    },
    body: made?.body ?? null,
  }
}

function addressOf(
  chance: Chance,
  route: RouteEntry,
  path: string,
  ids: Readonly<Record<string, string>>,
): string {
  const hostile = chance.oneIn(2) ? chance.pick([...namesIn(path), '']) : ''
  const filled = path
    .replace(/:(\w+)/g, (_, name: string) => {
      const id = ids[name] ?? randomUUID()
      if (name !== hostile) return encodeURIComponent(id)
      const text = chance.pick(HOSTILE_TEXTS).slice(0, 3_000)
      // As it is, where that can stand in an address, or as a browser writes it.
      return chance.oneIn(4) ? text.replace(/[^\x21-\x7e]|[?#]/g, '') || '-' : encodeText(text)
    })
    .replace('*', () => encodeText(chance.pick(HOSTILE_TEXTS)))
  const data = route.hasData && chance.oneIn(4)
  const whole = data ? `${filled === '/' ? '/_' : filled}.data` : filled
  const index = route.isIndex && route.method === 'POST' ? 'index' : ''
  const query = chance.oneIn(3)
    ? chance
        .pick(['page', 'q', 'sort', 'filter', 'next', 'token', 'from', '_routes', 'after', 'by'])
        .concat('=', encodeText(chance.pick(HOSTILE_TEXTS)))
    : ''
  const search = [index, query].filter((part) => part !== '').join('&')
  return search === '' ? whole : `${whole}?${search}`
}

/** A lone surrogate has no place in an address: what a browser writes for it, three bytes that no decoder takes. */
function encodeText(text: string): string {
  return text.isWellFormed() ? encodeURIComponent(text) : '%ED%A0%80'
}

function bodyOf(chance: Chance, fields: Fields): Body {
  return chance.pick([
    () => ({ type: FORM, body: formText(chance, fields) }),
    () => ({ type: FORM, body: formText(chance, fields) }),
    () => ({ type: FORM, body: formText(chance, fields) }),
    () => multipart(chance, fields),
    () => multipart(chance, fields),
    () => ({ type: 'application/json', body: hostileJsonText(chance, fields) }),
    () => ({ type: 'application/json', body: JSON.stringify(fields) }),
    () => ({ type: 'text/plain', body: 'intent=skip' }),
    () => ({ type: 'multipart/form-data', body: 'no boundary' }),
    () => ({ type: 'application/octet-stream', body: new Uint8Array([0xff, 0xfe, 0, 0xd8, 0x80]) }),
    () => ({ type: FORM, body: new Uint8Array([0x61, 0x3d, 0xff, 0xc0, 0x80, 0xed, 0xa0, 0x80]) }),
    () => ({ type: `${FORM}; charset=utf-16`, body: formText(chance, fields) }),
    () => ({ type: null, body: '' }),
  ])()
}

function formText(chance: Chance, fields: Fields): string {
  const pairs = Object.entries(fields).flatMap(([name, value]) => {
    const text = value instanceof File ? value.name : String(value)
    if (name !== 'intent' && chance.oneIn(3)) return [[name, chance.pick(HOSTILE_TEXTS)]]
    if (chance.oneIn(15)) return []
    return chance.oneIn(15)
      ? [
          [name, text],
          [name, chance.pick(HOSTILE_TEXTS)],
        ]
      : [[name, text]]
  })
  if (chance.oneIn(6))
    pairs.push([chance.pick(HOSTILE_TEXTS), 'x'], ['files', 'no file'], ['file', 'no file'])
  return pairs.map(([name = '', value = '']) => `${encodeText(name)}=${encodeText(value)}`).join('&')
}

const BOUNDARY = 'fuzzed-boundary'

function multipart(chance: Chance, fields: Fields): Body {
  const part = (name: string, value: string, about = '') =>
    `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${about}\r\n\r\n${value}\r\n`
  const parts = Object.entries(fields).map(([name, value]) =>
    value instanceof File
      ? part(name, chance.pick(['%PDF-1.4\n', 'PK\x03\x04', '', 'GIF89a', '\xff\xd8\xff']), fileName(chance))
      : part(name, chance.oneIn(4) ? chance.pick(HOSTILE_TEXTS) : String(value)),
  )
  if (chance.oneIn(4)) parts.push(part('files', '%PDF-1.7\n%%EOF', fileName(chance)))
  const whole = `${parts.join('')}--${BOUNDARY}--\r\n`
  const text = chance.oneIn(4) ? whole.slice(0, chance.below(whole.length)) : whole
  return { type: `multipart/form-data; boundary=${BOUNDARY}`, body: text.toWellFormed() }
}

function fileName(chance: Chance): string {
  const name = chance
    .pick(HOSTILE_TEXTS)
    .replace(/["\r\n]/g, '')
    .slice(0, 300)
  return `; filename="${name}"\r\nContent-Type: application/pdf`
}

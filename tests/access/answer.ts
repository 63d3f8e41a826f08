/** Everything of an answer that its reader gets, but for what is made anew for each: date, request id, nonce. */
export type Answer = {
  readonly status: number
  readonly headers: readonly string[]
  readonly body: string
}

const ANEW = new Set(['date', 'x-request-id', 'content-security-policy'])

/**
 * Reads an answer to its end. `ids` are those in the request's own address and body: what an answer repeats of its
 * request tells the asker nothing, so they are blanked.
 */
export async function readAnswer(response: Response, ids: Readonly<Record<string, string>>): Promise<Answer> {
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false
  const body = isStream ? '' : Buffer.from(await response.arrayBuffer()).toString('latin1')
  if (isStream) await response.body?.cancel()
  const policy = response.headers.get('content-security-policy') ?? ''
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1]
  const requestId = response.headers.get('x-request-id')
  const blank = (text: string) => {
    let blanked = text
    if (nonce) blanked = blanked.replaceAll(nonce, '{nonce}')
    if (requestId) blanked = blanked.replaceAll(requestId, '{request}')
    for (const [name, id] of Object.entries(ids)) {
      for (const form of new Set([id, encodeURIComponent(id), encodeURIComponent(encodeURIComponent(id))])) {
        // A short one, such as a version's number, stands in many places: in the address it is meant.
        for (const before of form.length < 6 ? ['versions/', 'versions%2F'] : ['']) {
          blanked = blanked.replaceAll(before + form, `${before}{${name}}`)
        }
      }
    }
    return blanked
  }
  const text = blank(body)
  const headers = [...response.headers].flatMap(([name, value]) => {
    if (ANEW.has(name)) return []
    // As long as the ids in it are.
    if (name === 'content-length' && value === String(body.length)) return [`${name}: ${text.length}`]
    return [`${name}: ${blank(value)}`]
  })
  return { status: response.status, headers: [...headers, `policy: ${blank(policy)}`].sort(), body: text }
}

/** Where two answers part, with what stands around it; null where they are the same. */
export function difference(one: Answer, other: Answer): string | null {
  if (one.status !== other.status) return `status ${one.status} and ${other.status}`
  const header = one.headers.find((each, n) => each !== other.headers[n]) ?? other.headers[one.headers.length]
  if (header !== undefined) return `headers: ${header} in one of them`
  if (one.body === other.body) return null
  let at = 0
  while (one.body[at] === other.body[at]) at += 1
  const around = ({ body }: Answer) => JSON.stringify(body.slice(Math.max(0, at - 60), at + 60))
  return `bodies of ${one.body.length} and ${other.body.length} bytes: ${around(one)} and ${around(other)}`
}

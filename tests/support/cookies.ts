/** What a browser sends next, after an answer with these cookies; `before` is what it sent last. */
export function withCookies(answer: Headers, before: Headers = new Headers()): Headers {
  const jar = new Map<string, string>()
  for (const pair of (before.get('cookie') ?? '').split('; ').filter(Boolean)) {
    const [name = '', ...value] = pair.split('=')
    jar.set(name, value.join('='))
  }
  for (const line of answer.getSetCookie()) {
    const [pair = '', ...attributes] = line.split('; ')
    const [name = '', ...value] = pair.split('=')
    if (attributes.some((attribute) => /^max-age=0$/i.test(attribute))) jar.delete(name)
    else jar.set(name, value.join('='))
  }
  const headers = new Headers(before)
  headers.delete('cookie')
  if (jar.size > 0) headers.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '))
  return headers
}

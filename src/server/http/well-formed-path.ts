/**
 * The same request, where its address can be decoded. Of any other React Router writes the whole address to the console,
 * ids included, past our log. Its `%` are taken for what they are, a letter of an id that is none; and whatever body it
 * has is for nothing.
 */
export function withWellFormedPath(request: Request): Request {
  const url = new URL(request.url)
  const path = url.pathname.split('/').map(wellFormed).join('/')
  if (path === url.pathname) return request
  url.pathname = path
  const { method, headers, signal } = request
  return new Request(url, { method, headers, signal })
}

function wellFormed(segment: string): string {
  try {
    decodeURIComponent(segment)
    return segment
  } catch {
    return segment.replaceAll('%', '%25')
  }
}

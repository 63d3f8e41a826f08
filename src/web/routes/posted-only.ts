/** The loader of an address where there is nothing to read: React Router would call it a malformed request. */
export function postedOnly(): never {
  throw new Response(null, { status: 405, headers: { Allow: 'POST' } })
}

import type { Answer } from './answer.ts'

/** What every answer of ours says to the browser; the values are the least that will do. */
const ALWAYS: Readonly<Record<string, RegExp>> = {
  'x-content-type-options': /^nosniff$/,
  'x-frame-options': /^DENY$/,
  'referrer-policy': /^same-origin$/,
  'cross-origin-opener-policy': /^same-origin$/,
  'cross-origin-resource-policy': /^same-origin$/,
  'cache-control': /\bno-store\b/,
  policy: /^default-src 'none'(;|$)/,
}

/** Why an answer is not as guarded as it should be; empty where it is. */
export function findUnguarded({ headers, body }: Answer): readonly string[] {
  const header = (name: string) =>
    headers.find((each) => each.startsWith(`${name}: `))?.slice(name.length + 2)
  const lacking = Object.entries(ALWAYS).flatMap(([name, pattern]) =>
    pattern.test(header(name) ?? '') ? [] : [`${name}: ${header(name)}`],
  )
  return [...lacking, ...findLoosePolicy(header('policy') ?? ''), ...findOtherOrigins(body)]
}

/** A page of ours runs what bears its nonce; what is not ours (a file, a mail) runs nothing at all. */
function findLoosePolicy(policy: string): string[] {
  const isSandboxed = /\bsandbox\b/.test(policy) && !/allow-(scripts|same-origin)/.test(policy)
  if (isSandboxed) return []
  const wanted = [
    "script-src 'nonce-{nonce}' 'strict-dynamic'",
    "require-trusted-types-for 'script'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
  ]
  return [
    ...wanted.filter((directive) => !policy.includes(directive)),
    ...(/unsafe-|\*|https?:/.test(policy) ? [`loose: ${policy}`] : []),
  ]
}

/** Scripts, styles, pictures and frames of somebody else's. Links that a reader may follow are none. */
function findOtherOrigins(body: string): string[] {
  const loads =
    /<(?:script|img|iframe|source|video|audio|embed|object)\b[^>]*?\b(?:src|data)="(?:https?:)?\/\/[^"]+"/g
  const styles = /<link\b[^>]*?\bhref="(?:https?:)?\/\/[^"]+"/g
  return [...(body.match(loads) ?? []), ...(body.match(styles) ?? [])]
}

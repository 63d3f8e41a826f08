export type MatcherAddress = { readonly host: string; readonly port: number }

const PATTERN = /^(\[[0-9a-f:]+\]|[^\s:,[\]]+):(\d{1,5})$/

/** Whether it is `host:port`, or `[2001:db8::1]:port`. */
export function isMatcherAddress(text: string): boolean {
  return Number(PATTERN.exec(text)?.[2] ?? 65_536) <= 65_535
}

/** Throws where the text is no address. */
export function addressOf(text: string): MatcherAddress {
  const [, host = '', port] = PATTERN.exec(text) ?? []
  if (!isMatcherAddress(text)) throw new Error('no address of a host and a port')
  return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) }
}

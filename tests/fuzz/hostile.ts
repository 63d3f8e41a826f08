import type { Chance } from './chance.ts'

/** Texts that have broken somebody's program before. */
export const HOSTILE_TEXTS: readonly string[] = [
  '',
  ' ',
  '\0',
  'a\0b',
  'a\r\nBcc: everybody@elsewhere.example\r\n\r\nhello',
  '\u202egnp.tpircs',
  '\u2066hidden\u2069',
  '\ufeff\u200b\u200d',
  '\ud800',
  'x\udfffy',
  '\u{10ffff}',
  '😀'.repeat(200),
  'e\u0301'.repeat(500),
  'İı\u0130ſ',
  'x'.repeat(10_000),
  '0'.repeat(400),
  '-1',
  '1e400',
  'NaN',
  'Infinity',
  '9007199254740993',
  '99999999999999999999999999999999',
  '2147483648',
  '9223372036854775808',
  '0x10',
  '1.5',
  '٣',
  'null',
  'undefined',
  '[object Object]',
  '__proto__',
  'constructor',
  'toString',
  '../../../etc/passwd',
  '..%2f..%2f',
  '%00',
  '%',
  '%E0%A4%A',
  "' or 1=1 --",
  "'; drop table app.users; --",
  '\\',
  '$1',
  '{{7*7}}',
  '$' + '{7*7}',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  'javascript:alert(1)',
  '//elsewhere.example/',
  '/\\elsewhere.example',
  'https://elsewhere.example/',
  'a@b\r\nRCPT TO:<x@y>',
  '"a b"@example.com',
  'x@xn--80ak6aa92e.com',
  'Mars/Phobos',
  'America/New_York',
  '2026-02-30',
  '9999-12-31',
  '0000-00-00',
  '25:61',
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  'FFFFFFFF-FFFF-4FFF-8FFF-FFFFFFFFFFFF',
]

/** Values that JSON can carry and a form cannot. */
export function hostileJson(chance: Chance): unknown {
  return chance.pick([
    () => null,
    () => true,
    () => -1,
    () => 1e308,
    () => [],
    () => {
      return {}
    },
    () => [[[[]]]],
    () => chance.pick(HOSTILE_TEXTS),
    () => Array.from({ length: 2_000 }, () => 0),
    () => ({ toString: 1, valueOf: 2, length: -1 }),
  ])()
}

/** Text that is JSON or nearly. */
export function hostileJsonText(chance: Chance, fields: Readonly<Record<string, unknown>>): string {
  const names = Object.keys(fields)
  return chance.pick([
    () => '['.repeat(20_000) + ']'.repeat(20_000),
    () => `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`,
    () => `{"reason":"\\ud800"}`,
    () => `{"reason":"\\u0000"}`,
    () => `{"__proto__":{"on":true},"on":true}`,
    () => `{"on":true,"on":false}`,
    () => JSON.stringify(fields).slice(0, -1),
    () => `\ufeff${JSON.stringify(fields)}`,
    () => JSON.stringify({ ...fields, [names[0] ?? 'x']: hostileJson(chance) }),
    () => JSON.stringify({ ...fields, another: hostileJson(chance) }),
    () => JSON.stringify(hostileJson(chance)),
    () => '1'.repeat(60_000),
    () => '',
  ])()
}

/** What most come with: packing an answer and unpacking it costs more than making it. */
const PLAIN = { 'Accept-Encoding': 'identity' }

/** Headers that `fetch` will send. */
export function hostileHeaders(chance: Chance): Readonly<Record<string, string>> {
  return chance.pick<Readonly<Record<string, string>>>([
    PLAIN,
    PLAIN,
    PLAIN,
    {},
    { 'X-Forwarded-For': 'not an address, 127.0.0.1, ::ffff:1.2.3.4%eth0' },
    { 'X-Forwarded-Host': 'elsewhere.example', 'X-Forwarded-Proto': 'https' },
    { 'X-Backchannel-Client-Address': "'; drop table app.users" },
    { 'Accept-Language': '*;q=0,'.repeat(400) },
    { Cookie: 'a=b; '.repeat(500) },
    { Cookie: 'backchannel.session_token=%00%ff.%E0; theme=dark%22' },
    { Cookie: '=; ;;; =x' },
    { Accept: 'application/json', 'X-React-Router-Request': 'yes' },
    { Range: 'bytes=5-1,-7,9-' },
    { 'If-None-Match': '*', 'If-Modified-Since': 'yesterday' },
    { 'User-Agent': '\u00ff'.repeat(3_000) },
    { 'User-Agent': 'Googlebot/2.1' },
    { 'Last-Event-ID': '9'.repeat(3_000) },
    { Purpose: 'prefetch', 'Sec-Fetch-Site': 'cross-site' },
  ])
}

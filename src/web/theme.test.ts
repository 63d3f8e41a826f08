import { expect, it } from 'vitest'
import { themeCookie, themeOf } from './theme.ts'

const withCookie = (cookie: string) => new Request('https://localhost/', { headers: { cookie } })

it.each([
  ['theme=dark', 'dark'],
  ['a=b; theme=light; c=d', 'light'],
  ['theme=system', 'system'],
  ['nottheme=dark', 'system'],
  ['theme=neon', 'system'],
  ['', 'system'],
])('reads the theme of the cookie line "%s" as %s', (cookie, theme) => {
  expect(themeOf(withCookie(cookie))).toBe(theme)
})

it('reads back what it wrote', () => {
  for (const secure of [true, false]) {
    expect(themeOf(withCookie(themeCookie('dark', secure)))).toBe('dark')
  }
})

it('marks the cookie as secure, and as this host’s own, only where the site is secure', () => {
  expect(themeCookie('light', true)).toMatch(/^__Host-theme=light; Path=\/; .*; Secure$/)
  expect(themeCookie('light', false)).not.toMatch(/Secure|__Host-/)
})

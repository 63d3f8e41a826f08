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
  expect(themeOf(withCookie(themeCookie('dark', true)))).toBe('dark')
})

it('marks the cookie as secure only where the site is', () => {
  expect(themeCookie('light', true)).toContain('; Secure')
  expect(themeCookie('light', false)).not.toContain('Secure')
})

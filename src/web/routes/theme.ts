import { data } from 'react-router'
import { isTheme, themeCookie } from '../theme.ts'
import type { Route } from './+types/theme.ts'

/** Keeps the choice in a cookie, so that the next page is painted right from the first byte. */
export async function action({ request }: Route.ActionArgs) {
  const theme = (await request.formData()).get('theme')
  if (!isTheme(theme)) throw data(null, 400)
  const secure = new URL(request.url).protocol === 'https:'
  return data({ theme }, { headers: { 'Set-Cookie': themeCookie(theme, secure) } })
}

import { data } from 'react-router'
import { isTheme, themeCookie } from '../theme.ts'
import type { Route } from './+types/theme.ts'
import { readForm } from './read-form.ts'

export { postedOnly as loader } from './posted-only.ts'

/** Keeps the choice in a cookie, so that the next page is painted right from the first byte. */
export async function action({ request }: Route.ActionArgs) {
  const theme = (await readForm(request)).get('theme')
  if (!isTheme(theme)) throw data(null, 400)
  // The form's origin has been compared with ours; the address of the request is what the proxy before us makes of it.
  const secure = request.headers.get('Origin')?.startsWith('https://') ?? false
  return data({ theme }, { headers: { 'Set-Cookie': themeCookie(theme, secure) } })
}

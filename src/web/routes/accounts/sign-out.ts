import { redirect } from 'react-router'
import { paths } from '../../paths.ts'
import { app } from '../../services-context.ts'
import type { Route } from './+types/sign-out.ts'

export async function action({ context, request }: Route.ActionArgs) {
  const headers = await app(context).services.accounts.signOut(request.headers)
  throw redirect(paths.home(), { headers })
}

/** Whoever types the address is not signed out: only the button does that. */
export function loader() {
  throw redirect(paths.home())
}

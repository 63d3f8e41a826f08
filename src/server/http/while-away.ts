import type { ActionFunction, LoaderFunction, LoaderFunctionArgs, ServerBuild } from 'react-router'
import { paths } from '../../contract/paths.ts'
import type { TypedFields } from '../../contract/typed-fields.ts'
import { SignInEndedError } from '../accounts/call-auth.ts'
import { isDatabaseAway } from '../db/database-away.ts'
import { keepTyped } from './typed-fields.ts'

export type Away = {
  /** Whether it is known already that the database cannot be asked: then no loader and no action is. */
  readonly isAway: boolean
  readonly reportAway: (error: unknown) => void
}

type Find = (args: LoaderFunctionArgs) => Away
type Route = NonNullable<ServerBuild['routes'][string]>

/**
 * The same pages, but that a loader or an action which loses the database answers 503: nothing is wrong with what it was
 * asked, and the same may work a moment later. With the answer to a form goes what was typed. One whose sign-in ends
 * under way leads to the sign-in, as one that comes a moment later does.
 */
export function answerWhileAway(routes: ServerBuild['routes'], find: Find): ServerBuild['routes'] {
  const changed = Object.entries(routes).map(([id, route]) => [id, route && answering(route, find)] as const)
  return Object.fromEntries(changed)
}

function answering(route: Route, find: Find): Route {
  const { loader, action, default: page } = route.module
  const module = { ...route.module }
  if (loader) module.loader = loading(loader, find)
  // Only what has a page can show it again.
  if (action) module.action = acting(action, find, page !== undefined)
  return { ...route, module }
}

function loading(loader: LoaderFunction, find: Find): LoaderFunction {
  return async (args, ...rest) => {
    const { isAway, reportAway } = find(args)
    if (isAway) throw away(null)
    try {
      return await loader(args, ...rest)
    } catch (error) {
      if (error instanceof SignInEndedError) throw signInAnew()
      if (!isDatabaseAway(error)) throw error
      reportAway(error)
      throw away(null)
    }
  }
}

function acting(action: ActionFunction, find: Find, hasPage: boolean): ActionFunction {
  return async (args, ...rest) => {
    const { isAway, reportAway } = find(args)
    const typed = hasPage ? keepTyped(args.request) : null
    if (isAway) throw away((await typed?.read()) ?? null)
    try {
      return await action(args, ...rest)
    } catch (error) {
      if (error instanceof SignInEndedError) throw signInAnew()
      if (!isDatabaseAway(error)) throw error
      reportAway(error)
      throw away((await typed?.read()) ?? null)
    }
  }
}

function away(typed: TypedFields | null): Response {
  return Response.json(typed, { status: 503 })
}

function signInAnew(): Response {
  return new Response(null, { status: 302, headers: { Location: paths.signIn() } })
}

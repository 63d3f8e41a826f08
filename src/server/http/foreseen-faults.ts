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
 * The same pages, but for two faults that are nobody's mistake. A loader or an action which loses the database answers 503: the
 * same may work a moment later, and with the answer to a form goes what was typed. One whose sign-in ends under way leads to
 * the sign-in, as one that comes a moment later does.
 */
export function answerForeseenFaults(routes: ServerBuild['routes'], find: Find): ServerBuild['routes'] {
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
      throw await answerTo(error, reportAway, null)
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
      throw await answerTo(error, reportAway, typed)
    }
  }
}

/** A fault that is not foreseen stays what it is. */
async function answerTo(
  error: unknown,
  reportAway: Away['reportAway'],
  typed: ReturnType<typeof keepTyped> | null,
): Promise<unknown> {
  if (error instanceof SignInEndedError) return signInAnew()
  if (!isDatabaseAway(error)) return error
  reportAway(error)
  return away((await typed?.read()) ?? null)
}

function away(typed: TypedFields | null): Response {
  return Response.json(typed, { status: 503 })
}

function signInAnew(): Response {
  return new Response(null, { status: 302, headers: { Location: paths.signIn() } })
}

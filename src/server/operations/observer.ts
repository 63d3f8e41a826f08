/**
 * What is counted and timed of the work of a process. The names are few and crude on purpose: what stands in them may be
 * read by whoever runs the machines, and tells neither which matter nor which kind of act (see
 * docs/decisions/017-operations.md).
 */
export type Observed =
  | { readonly kind: 'request'; readonly name: RouteClass }
  | { readonly kind: 'use-case'; readonly name: string }
  | { readonly kind: 'database'; readonly name: 'connection' }
  | { readonly kind: 'matcher'; readonly name: 'call' }
  | { readonly kind: 'job'; readonly name: 'job' }

/** Reading a session and entering a number are one class: `api`. */
export type RouteClass = 'page' | 'api' | 'events' | 'file' | 'health'

/** Does `work`, and notes how long it took and what came of it, in a word. A failure passes through. */
export type Observe = <T>(
  what: Observed,
  work: () => Promise<T>,
  outcomeOf?: (result: T) => string,
) => Promise<T>

export const observeNothing: Observe = (_what, work) => work()

/** Each within the one before it. */
export function observeWith(...observers: readonly Observe[]): Observe {
  return observers.reduce<Observe>(
    (outer, inner) => (what, work, outcomeOf) => outer(what, () => inner(what, work, outcomeOf), outcomeOf),
    observeNothing,
  )
}

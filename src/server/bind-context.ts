import type { Context } from './context.ts'

type UseCase = (ctx: Context, ...rest: never[]) => unknown
type Bound<F> = F extends (ctx: Context, ...rest: infer Rest) => infer Result
  ? (...rest: Rest) => Result
  : never

/** Use cases with their context filled in: what pages and the API are handed. */
export function bindContext<const U extends Record<string, UseCase>>(
  ctx: Context,
  useCases: U,
): { readonly [Name in keyof U]: Bound<U[Name]> } {
  const bound = Object.entries(useCases).map(([name, useCase]) => [
    name,
    (...rest: never[]) => useCase(ctx, ...rest),
  ])
  return Object.fromEntries(bound)
}

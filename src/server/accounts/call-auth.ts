import { isAPIError } from 'better-auth/api'
import { err, ok, type Result } from '../../domain/result.ts'

/** The sign-in that a request came with has ended while the request was under way: its person has to sign in anew. */
export class SignInEndedError extends Error {}

/** Calls better-auth and turns the refusals that are expected here, by its code, into ours. Anything else is thrown. */
export async function callAuth<T, const E>(
  call: () => Promise<T>,
  refusals: Readonly<Record<string, E>>,
): Promise<Result<T, E>> {
  try {
    return ok(await call())
  } catch (error) {
    const code = isAPIError(error) ? (error.body?.code ?? '') : ''
    const refusal = refusals[code]
    if (refusal === undefined) throw code === 'UNAUTHORIZED' ? new SignInEndedError() : error
    return err(refusal)
  }
}

/** The cookies of an answer of better-auth, and nothing else of it: for the pages to send on. */
export function cookiesOf(answer: { readonly headers: Headers }): Headers {
  const headers = new Headers()
  for (const cookie of answer.headers.getSetCookie()) headers.append('Set-Cookie', cookie)
  return headers
}

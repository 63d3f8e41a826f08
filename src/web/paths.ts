import { paths } from '../contract/paths.ts'

export { paths }

/**
 * Where to go after signing in. Only a path of this site is taken from the query string; anything a browser could read
 * as another host (`//host`, `/\host`, a scheme) falls back to the list of matters.
 */
export function nextPath(next: string | null): string {
  if (next === null || !/^\/(?![/\\])/.test(next) || /[\\\p{Cc}]/u.test(next)) return paths.matters()
  return next
}

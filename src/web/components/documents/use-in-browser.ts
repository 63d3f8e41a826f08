import { useSyncExternalStore } from 'react'

const never = () => () => {}

/** False in what the server renders and while the browser takes that over, true from then on. */
export function useInBrowser(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}

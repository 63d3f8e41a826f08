import { useState, useSyncExternalStore } from 'react'

const never = () => () => {}

/** True in what the server rendered and the browser took over, false in what the browser mounted later. */
export function useFromServer(): boolean {
  const fromServer = useSyncExternalStore(
    never,
    () => false,
    () => true,
  )
  const [first] = useState(fromServer)
  return first
}

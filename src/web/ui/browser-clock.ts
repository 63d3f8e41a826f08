import { useEffect, useState } from 'react'

const tickMs = 1_000

/**
 * The one place in which a page reads a clock, and for display alone: what is due is decided by the server.
 *
 * Starts from the server's instant that came with the page (so that both renders agree) and adds what has passed on
 * the device since, which holds through sleep and a wrong device clock. It lags by the time the page took to arrive.
 */
export function useBrowserClock(serverNow: number): number {
  const [now, setNow] = useState(serverNow)
  useEffect(() => {
    const ahead = serverNow - Date.now()
    const tick = () => setNow(Date.now() + ahead)
    tick()
    const timer = setInterval(tick, tickMs)
    return () => clearInterval(timer)
  }, [serverNow])
  return now
}

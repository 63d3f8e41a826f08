const PAUSE_MS = 50

/**
 * Asks until the answer is not null, again and again with a pause, so as not to take the processor from what is waited
 * for. Rejects when `signal` aborts: nothing here depends on how long something takes, but a hang has to end.
 */
export async function askUntil<T>(signal: AbortSignal, ask: () => Promise<T | null>): Promise<T> {
  for (;;) {
    signal.throwIfAborted()
    const answer = await ask()
    if (answer !== null) return answer
    await pause(signal)
  }
}

function pause(signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, PAUSE_MS)
  const stop = () => {
    clearTimeout(timer)
    reject(signal.reason)
  }
  signal.addEventListener('abort', stop, { once: true })
  return promise.finally(() => signal.removeEventListener('abort', stop))
}

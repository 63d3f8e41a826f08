import { useEffect, useRef, useState } from 'react'
import { useFetchers, useNavigation, useRevalidator } from 'react-router'
import { sentenceFor } from './live-words.ts'

/**
 * Keeps a page as it is on the server: whatever server-sent events at `path` say has changed is fetched anew. Returns a
 * sentence to be read out, '' until there is one.
 *
 * Only a page that is seen listens: browsers allow few connections to one host, and many tabs would use them up.
 */
export function useLive(path: string): string {
  const { revalidate } = useRevalidator()
  const [sentence, setSentence] = useState('')
  const navigation = useNavigation()
  const fetchers = useFetchers()
  const busy = navigation.state !== 'idle' || fetchers.length > 0
  // What happens while the reader's own command is under way is most likely that command, which has its own answer.
  const own = useRef(busy)
  useEffect(() => {
    own.current = busy
  }, [busy])

  useEffect(() => {
    let source: EventSource | null = null
    // Going elsewhere breaks it off, and what is fetched there is newer.
    const lookAgain = () => void revalidate().catch(() => {})
    const heard = ({ data }: MessageEvent<string>) => {
      lookAgain()
      if (own.current) return
      const said = sentenceFor(JSON.parse(data).topic)
      if (said !== null) setSentence((before) => said + (before === said ? '\u00a0' : ''))
    }
    /**
     * What changed while nobody listened is not told again: neither what an interruption hid, nor what happened between
     * the making of the page and its first connection.
     */
    const listen = () => {
      let interrupted = true
      source = new EventSource(path)
      source.addEventListener('changed', heard)
      source.addEventListener('error', () => {
        interrupted = true
        // Refused for good: the place or the sign-in has ended, which the page's own data will say.
        if (source?.readyState === EventSource.CLOSED) lookAgain()
      })
      source.addEventListener('open', () => {
        if (interrupted) lookAgain()
        interrupted = false
      })
    }
    const seenOrNot = () => {
      source?.close()
      source = null
      if (document.visibilityState === 'visible') listen()
    }
    if (document.visibilityState === 'visible') listen()
    document.addEventListener('visibilitychange', seenOrNot)
    return () => {
      document.removeEventListener('visibilitychange', seenOrNot)
      source?.close()
    }
  }, [path, revalidate])

  return sentence
}

import { useEffect, useState } from 'react'
import { useBrowserClock } from './browser-clock.ts'
import { DateTime } from './date-time.tsx'
import { wordsOfSpan } from './format-time.ts'

/** Read out when less than this is left, and at no other time. */
const milestones = [
  { ms: 60_000, words: 'less than one minute left' },
  { ms: 5 * 60_000, words: 'less than 5 minutes left' },
  { ms: 15 * 60_000, words: 'less than 15 minutes left' },
  { ms: 3_600_000, words: 'less than one hour left' },
  { ms: 86_400_000, words: 'less than 24 hours left' },
]

export interface CountdownProps {
  /** What ends then, as a phrase that "in 3 days, 4 hours" can follow: "Opening closes". */
  readonly label: string
  /** Said once it is past: "Opening is closing". */
  readonly pastLabel: string
  /** The deadline and the server's present, both in milliseconds since 1970. */
  readonly at: number
  readonly now: number
  readonly alsoIn?: string | undefined
  /** Called once when the deadline passes while the page is open, to ask the server what became of it. */
  readonly onPast?: () => void
}

/** Time left, always with the absolute time beside it. */
export function Countdown({ label, pastLabel, at, now: serverNow, alsoIn, onPast }: CountdownProps) {
  const left = at - useBrowserClock(serverNow)
  const past = left <= 0
  return (
    <div className="flex flex-col gap-1">
      <p>
        {past ? (
          <span className="font-serif text-xl font-semibold">{pastLabel}</span>
        ) : (
          <>
            <span className="text-muted">{label} in </span>
            <span role="timer" className="block font-serif text-xl font-semibold">
              {wordsOfSpan(left)}
            </span>
          </>
        )}
      </p>
      <p className="text-sm text-muted">
        <DateTime at={at} alsoIn={alsoIn} />
      </p>
      <Announcement label={label} pastLabel={pastLabel} left={left} />
      {past && onPast !== undefined && <Once action={onPast} />}
    </div>
  )
}

function Announcement({ label, pastLabel, left }: { label: string; pastLabel: string; left: number }) {
  const passed = left <= 0 ? pastLabel : (milestones.find(({ ms }) => left < ms)?.words ?? '')
  // What was already so when the page came is on the page, and needs no interruption.
  const [first] = useState(passed)
  return (
    <p aria-live="polite" className="sr-only">
      {passed !== first && (left <= 0 ? passed : `${label}: ${passed}`)}
    </p>
  )
}

function Once({ action }: { readonly action: () => void }) {
  const [run] = useState(() => action)
  useEffect(() => run(), [run])
  return null
}

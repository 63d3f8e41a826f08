import { CalendarPlus } from 'lucide-react'
import type { ReactNode } from 'react'
import { useRevalidator } from 'react-router'
import { nextDeadline, type SessionView } from '../../../domain/visibility.ts'
import { paths } from '../../paths.ts'
import { LinkButton } from '../../ui/button.tsx'
import { Countdown } from '../../ui/countdown.tsx'
import { Section } from '../../ui/section.tsx'

export interface SessionDeadlineProps {
  readonly matterId: string
  readonly view: SessionView
  readonly timeZone: string
  readonly isPractice: boolean
  readonly now: number
  /** What the deadline means, under it. */
  readonly children?: ReactNode
}

const words = {
  opens: { label: 'Opening begins', pastLabel: 'Opening is beginning' },
  opening: { label: 'Opening closes', pastLabel: 'Opening is closing' },
  adjustment: { label: 'Adjustment ends', pastLabel: 'The session is ending' },
} as const

/** The deadline ahead, in the reader's zone and the matter's, and both closes for a calendar. */
export function SessionDeadline({
  matterId,
  view,
  timeZone,
  isPractice,
  now,
  children,
}: SessionDeadlineProps) {
  const { revalidate } = useRevalidator()
  const deadline = nextDeadline(view)
  if (deadline === null) return null
  return (
    <Section>
      <Countdown
        {...words[deadline.what]}
        at={deadline.at}
        now={now}
        alsoIn={timeZone}
        onPast={() => void revalidate()}
      />
      {children}
      {!isPractice && (
        <LinkButton
          to={paths.matterDeadlines(matterId)}
          reloadDocument
          look="quiet"
          icon={<CalendarPlus aria-hidden="true" className="size-4" />}
          className="self-start"
        >
          Add to a calendar
        </LinkButton>
      )}
    </Section>
  )
}

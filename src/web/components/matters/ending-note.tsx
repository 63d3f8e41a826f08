import type { Ending } from '../../../domain/session-state.ts'
import type { Side } from '../../../domain/side.ts'
import { DateTime } from '../../ui/date-time.tsx'
import { Notice } from '../../ui/notice.tsx'

export interface EndingNoteProps {
  readonly ending: Ending
  readonly ownSide: Side
  readonly words: Readonly<Record<Side, string>>
  readonly timeZone: string
}

/** How the session ended, for as long as no new one is begun. Of a deal the deal page tells. */
export function EndingNote({ ending, ownSide, words, timeZone }: EndingNoteProps) {
  if (ending.kind === 'deal') return null
  const when = <DateTime at={ending.at} alsoIn={timeZone} />
  if (ending.kind === 'no-deal') {
    return (
      <Notice title="No deal">
        <p>The session ran to its end on {when}. What the other side’s number was, nobody will learn.</p>
      </Notice>
    )
  }
  const who = ending.by === ownSide ? 'Your side' : `The ${words[ending.by]}’s side`
  return (
    <Notice title={`${who} ended the session`}>
      <p>It ended on {when}, before a deal.</p>
      {ending.reason !== null && (
        <blockquote className="mt-1 border-l-[3px] border-line pl-4 whitespace-pre-line">
          {ending.reason}
        </blockquote>
      )}
    </Notice>
  )
}

import type { SessionView } from '../../../domain/visibility.ts'
import { DateTime } from '../../ui/date-time.tsx'
import { Notice } from '../../ui/notice.tsx'

export interface RestoredNoteProps {
  readonly view: Pick<SessionView, 'heldAt' | 'numbersVoidedAt' | 'phase' | 'own'>
  readonly timeZone: string
}

/**
 * What a restored database has done to the session, in the same words for both sides. That numbers were voided is said until
 * the reader's own side has entered anew.
 */
export function RestoredNote({ view, timeZone }: RestoredNoteProps) {
  if (view.heldAt !== null) {
    return (
      <div className="mb-6">
        <Notice tone="warn" title="The session is on hold">
          <p>
            Data of this matter was brought back from an older copy on{' '}
            <DateTime at={view.heldAt} alsoIn={timeZone} />. The session had ended before, and that copy does
            not know how. What was told to both sides then stands; the operator is looking for a newer copy.
          </p>
        </Notice>
      </div>
    )
  }
  if (view.numbersVoidedAt === null || view.phase === 'ended' || view.own?.standing) return null
  return (
    <div className="mb-6">
      <Notice tone="warn" title="Please enter your number anew">
        <p>
          After a fault on our side, whatever number either side had was voided on{' '}
          <DateTime at={view.numbersVoidedAt} alsoIn={timeZone} />, at one and the same instant, and nothing
          was compared with what was voided. Neither side learns whether the other had a number. Deadlines
          stay as they are.
        </p>
      </Notice>
    </div>
  )
}

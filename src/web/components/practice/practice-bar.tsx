import { Hourglass } from 'lucide-react'
import { useFetcher } from 'react-router'
import type { ClockMove } from '../../../contract/practice.ts'
import type { SessionView } from '../../../domain/visibility.ts'
import { paths } from '../../paths.ts'
import { SubmitButton } from '../../ui/button.tsx'
import { DateTime } from '../../ui/date-time.tsx'
import { Form } from '../../ui/form.tsx'

const LABELS: Readonly<Record<ClockMove, string>> = {
  start: 'Move on to the agreed start',
  'close-of-opening': 'Move on to the close of opening',
  'one-day': 'Move on one day',
  end: 'Move on to the end',
}

/** Above every page of a practice matter: that it is one, what time it plays, and the buttons that move the clock. */
export function PracticeBar({
  matterId,
  view,
  now,
}: {
  readonly matterId: string
  readonly view: SessionView
  readonly now: number
}) {
  const fetcher = useFetcher<{ moved: boolean }>()
  return (
    <aside
      aria-label="Practice"
      className="mb-6 flex flex-col gap-3 rounded-lg border border-dashed border-warn bg-warn-wash p-4 print:hidden"
    >
      <p className="flex items-start gap-3">
        <Hourglass aria-hidden="true" className="mt-1 size-5 shrink-0 text-warn" />
        <span>
          <strong>Practice matter.</strong> Nothing here binds anybody, and its clock can be moved on. In this
          matter it is <DateTime at={now} />.
        </span>
      </p>
      <div className="flex flex-wrap gap-3 empty:hidden">
        {movesFor(view).map((move) => (
          <Form key={move} fetcher={fetcher} action={paths.practiceClock(matterId)}>
            <input type="hidden" name="to" value={move} />
            <SubmitButton look="secondary" pendingLabel="Moving the clock…">
              {LABELS[move]}
            </SubmitButton>
          </Form>
        ))}
      </div>
    </aside>
  )
}

function movesFor(view: SessionView): readonly ClockMove[] {
  switch (view.phase) {
    case 'terms':
      return view.opensAt === null ? [] : ['start']
    case 'opening':
      return ['close-of-opening', 'one-day']
    case 'adjustment':
      return ['one-day', 'end']
    case 'ended':
      return []
  }
}

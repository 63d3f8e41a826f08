import type { SessionView } from '../../../domain/visibility.ts'
import { DateTime } from '../../ui/date-time.tsx'
import { type Step, type StepState, Steps } from '../../ui/steps.tsx'

type StepName = 'terms' | 'opening' | 'adjustment'
const ORDER: readonly StepName[] = ['terms', 'opening', 'adjustment']

/** The three steps of the session, with what is known of their times. */
export function SessionSteps({ view, timeZone }: { readonly view: SessionView; readonly timeZone: string }) {
  const steps = ORDER.map((name): Step => {
    return {
      title: titles[name],
      state: stateOf(view, name),
      note: <Note view={view} name={name} timeZone={timeZone} />,
    }
  })
  return <Steps steps={steps} label="Steps of the session" />
}

const titles: Readonly<Record<StepName, string>> = {
  terms: 'Terms',
  opening: 'Opening, 48 hours',
  adjustment: 'Adjustment, to day 30',
}

/** The step that the session is in, or was in when it ended. */
function reached({ phase, opensAt, openingClosesAt, ending }: SessionView): StepName {
  if (phase !== 'ended') return phase
  if (ending?.kind === 'deal') return ending.step
  // Ended by a side, or at day 30. An agreed start that was still ahead is no opening.
  if (!ending || opensAt === null || openingClosesAt === null || ending.at < opensAt) return 'terms'
  return ending.at < openingClosesAt ? 'opening' : 'adjustment'
}

function stateOf(view: SessionView, name: StepName): StepState {
  const place = ORDER.indexOf(name) - ORDER.indexOf(reached(view))
  if (place > 0) return 'ahead'
  return place === 0 && view.phase !== 'ended' ? 'current' : 'done'
}

interface NoteProps {
  readonly view: SessionView
  readonly name: StepName
  readonly timeZone: string
}

function Note({ view, name, timeZone }: NoteProps) {
  const { opensAt, openingClosesAt, endsAt, phase, ending } = view
  const state = stateOf(view, name)
  if (phase === 'ended' && state === 'ahead') return 'Not reached'
  if (ending && name === reached(view))
    return ending.kind === 'deal' ? 'The deal was made here' : 'Ended here'
  if (name === 'terms') return termsNote(view)
  const time = (word: string, at: number | null) =>
    at === null ? null : (
      <>
        {word} <DateTime at={at} alsoIn={timeZone} />
      </>
    )
  if (name === 'adjustment') return time('Ends', endsAt) ?? 'Every entry is compared at once'
  if (state === 'ahead') return time('Begins', opensAt) ?? 'Each side enters its number'
  return time(state === 'done' ? 'Closed' : 'Closes', openingClosesAt)
}

function termsNote({ phase, settlement, ready }: SessionView): string {
  if (phase !== 'terms') return settlement?.kind === 'skipped' ? 'Both went without a document' : 'Settled'
  if (ready) return 'All is ready'
  return settlement === null ? 'No clock runs' : 'Settled; the rules come next'
}

import type { Side } from '../../../domain/side.ts'
import type { SessionView } from '../../../domain/visibility.ts'
import { Button } from '../../ui/button.tsx'
import { DateTime } from '../../ui/date-time.tsx'
import { Section } from '../../ui/section.tsx'
import { CommandOutcome } from './command-outcome.tsx'
import { useCommand } from './use-command.ts'

export type KeepRunningProps = {
  readonly sessionId: string
  readonly view: SessionView
  readonly words: Readonly<Record<Side, string>>
  readonly timeZone: string
}

/** Each side's switch for going on past the end; both see both. */
export function KeepRunning({ sessionId, view, words, timeZone }: KeepRunningProps) {
  const { state, send, askAgain } = useCommand(sessionId)
  const own = view.own
  if (own === null || view.endsAt === null) return null
  const on = view.sides[own.side].keepRunning
  return (
    <Section title="Keep it running">
      <p>
        Without a deal the session ends on <DateTime at={view.endsAt} alsoIn={timeZone} />. If both switches
        are on at that instant, it goes on for another 30 days with the numbers as they stand. Both sides see
        both switches.
      </p>
      <ul className="flex flex-col gap-1">
        {(['plaintiff', 'defendant'] as const).map((side) => (
          <li key={side}>
            <span className="capitalize">{words[side]}</span>
            {side === own.side && ' (your side)'}:{' '}
            <strong>{view.sides[side].keepRunning ? 'on' : 'off'}</strong>
          </li>
        ))}
      </ul>
      <CommandOutcome state={state} onAskAgain={() => void askAgain()} />
      {own.can['switch-keep-running'] && (
        <Button
          className="self-start"
          aria-pressed={on}
          pending={state.kind === 'sending'}
          onClick={() => void send('keep-running', { on: !on })}
        >
          {on ? 'Switch ours off' : 'Switch ours on'}
        </Button>
      )}
    </Section>
  )
}

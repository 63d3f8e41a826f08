import { Button } from '../../ui/button.tsx'
import { wordsOfInstant } from '../../ui/format-time.ts'
import { Notice } from '../../ui/notice.tsx'
import { useReaderZone } from '../../ui/reader-zone.tsx'
import { refusalWords } from './refusal-words.ts'
import type { CommandState } from './use-command.ts'

/** What came of a command, where that needs saying: a refusal with its reason, or an unknown outcome with the way on. */
export function CommandOutcome({
  state,
  onAskAgain,
}: {
  readonly state: CommandState
  readonly onAskAgain: () => void
}) {
  const zone = useReaderZone()
  if (state.kind === 'unknown') {
    return (
      <Notice
        tone="warn"
        live="alert"
        title="It is not known whether this arrived"
        actions={
          <Button look="primary" onClick={onAskAgain}>
            Ask again
          </Button>
        }
      >
        <p>It may have been accepted. Asking again sends the very same thing; it cannot be done twice.</p>
      </Notice>
    )
  }
  if (state.kind !== 'answered' || state.receipt.code === null) return null
  const when = (at: number) => {
    const words = wordsOfInstant(at, zone)
    return `${words.date}, ${words.time} ${words.zone}`
  }
  return (
    <Notice tone="danger" live="alert" title="Refused">
      <p>{refusalWords(state.receipt, when)}</p>
    </Notice>
  )
}

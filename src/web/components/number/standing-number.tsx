import { Lock } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { DateTime } from '../../ui/date-time.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Section } from '../../ui/section.tsx'
import { CommandOutcome } from '../session/command-outcome.tsx'
import { useCommand } from '../session/use-command.ts'

export type StandingNumberProps = {
  readonly sessionId: string
  readonly since: number | null
  readonly timeZone: string
  readonly canWithdraw: boolean
  /** What else can be done with it. */
  readonly children?: ReactNode
}

/** Whether a number of the reader's own side stands, and since when; never which. */
export function StandingNumber({ sessionId, since, timeZone, canWithdraw, children }: StandingNumberProps) {
  const { state, send, askAgain } = useCommand(sessionId)
  const [asking, setAsking] = useState(false)

  async function withdraw() {
    setAsking(false)
    await send('withdrawals', {})
  }

  return (
    <Section title="Your side’s number">
      {since === null ? (
        <p>No number of your side stands.</p>
      ) : (
        <p className="flex items-start gap-3">
          <Lock aria-hidden="true" className="mt-1 size-5 shrink-0 text-accent" />
          <span>
            <strong>A sealed number stands</strong> since <DateTime at={since} alsoIn={timeZone} />. To change
            it, enter another: the new one takes its place.
          </span>
        </p>
      )}
      <CommandOutcome state={state} onAskAgain={() => void askAgain()} />
      {children}
      {since !== null && canWithdraw && (
        <Dialog
          title="Withdraw your number?"
          description="Nothing of your side stands then, and there can be no deal until you enter a number again. The other side learns nothing of it. Withdrawing does not count against the 10 entries in 24 hours."
          open={asking}
          onOpenChange={setAsking}
          trigger={<Button className="self-start">Withdraw the number</Button>}
        >
          <div className="flex flex-wrap gap-3">
            <Button look="danger" pending={state.kind === 'sending'} onClick={() => void withdraw()}>
              Withdraw it
            </Button>
            <Button onClick={() => setAsking(false)}>Keep it</Button>
          </div>
        </Dialog>
      )}
    </Section>
  )
}

import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextArea } from '../../ui/text-field.tsx'
import { CommandOutcome } from './command-outcome.tsx'
import { useCommand } from './use-command.ts'

const REASON_LIMIT = 1_000

/** Ending the session before a deal, with a reason or without. */
export function EndSession({ sessionId }: { readonly sessionId: string }) {
  const { state, send, askAgain } = useCommand(sessionId)
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const tooLong = reason.length > REASON_LIMIT

  async function end() {
    if (tooLong) return
    setAsking(false)
    await send('end', { reason })
  }

  return (
    <>
      <CommandOutcome state={state} onAskAgain={() => void askAgain()} />
      <Dialog
        title="End this session?"
        description="Both numbers are destroyed and no deal can come of this session. Either side may propose a new one later. This cannot be undone."
        open={asking}
        onOpenChange={setAsking}
        trigger={
          <Button look="quiet" className="self-start text-danger">
            End the session without a deal
          </Button>
        }
      >
        <TextArea
          id="end-reason"
          name="reason"
          label="A reason"
          optional
          hint="The other side reads it. Do not write a number here."
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          errors={tooLong ? [`At most ${REASON_LIMIT} characters; this has ${reason.length}.`] : undefined}
        />
        <div className="flex flex-wrap gap-3">
          <Button look="danger" pending={state.kind === 'sending'} onClick={() => void end()}>
            End the session
          </Button>
          <Button onClick={() => setAsking(false)}>Keep it going</Button>
        </div>
      </Dialog>
    </>
  )
}

import { IntentForm } from './intent-form.tsx'
import { OtherSideSees } from './other-side-sees.tsx'

export interface ApproveVersionProps {
  readonly version: number
  readonly sha256: string
  readonly canApprove: boolean
  readonly canWithdraw: boolean
  /** Whether approving takes back the own wish to skip. */
  readonly endsSkip: boolean
}

/** Approving the current version, or taking that back. The form names the very bytes that were read. */
export function ApproveVersion({ version, sha256, canApprove, canWithdraw, endsSkip }: ApproveVersionProps) {
  if (canApprove) {
    return (
      <div className="flex flex-col gap-3">
        {endsSkip && <p>Your side wishes to skip at present; approving takes that back.</p>}
        <IntentForm intent="approve" fields={{ version, sha256 }} pendingLabel="Approving…">
          Approve version {version}
        </IntentForm>
        <OtherSideSees>that your side approves version {version}, and who did it when.</OtherSideSees>
      </div>
    )
  }
  if (!canWithdraw) return null
  return (
    <div className="flex flex-col gap-3">
      <p>Your side approves this version.</p>
      <IntentForm intent="withdraw-approval" look="secondary" pendingLabel="Taking it back…">
        Take the approval back
      </IntentForm>
      <OtherSideSees>that you took it back. What both sides accepted after it is undone.</OtherSideSees>
    </div>
  )
}

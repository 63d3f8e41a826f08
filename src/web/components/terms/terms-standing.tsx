import type { Side } from '../../../domain/side.ts'
import type { SessionView } from '../../../domain/visibility.ts'
import { Badge } from '../../ui/badge.tsx'

/** Where one side stands on the terms, in a few words. */
export function TermsStanding({ side, view }: { readonly side: Side; readonly view: SessionView }) {
  const { held, wantsSkip, approvedVersion } = view.sides[side]
  if (!held) return <Badge tone="warn">Has not joined yet</Badge>
  if (wantsSkip) return <Badge tone="accent">Wishes to skip</Badge>
  if (approvedVersion === null) return <Badge>Nothing approved yet</Badge>
  return approvedVersion === view.terms?.version ? (
    <Badge tone="ok">Approves version {approvedVersion}</Badge>
  ) : (
    <span className="text-sm text-muted">Approved version {approvedVersion}, replaced since</span>
  )
}

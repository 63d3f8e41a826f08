import type { ShownInvitationStatus } from '../../../domain/invitation.ts'
import { Badge, type Tone } from '../../ui/badge.tsx'

const words: Readonly<Record<ShownInvitationStatus, { readonly label: string; readonly tone: Tone }>> = {
  sent: { label: 'Sent', tone: 'neutral' },
  opened: { label: 'Opened', tone: 'accent' },
  accepted: { label: 'Accepted', tone: 'ok' },
  declined: { label: 'Declined', tone: 'danger' },
  expired: { label: 'Expired', tone: 'warn' },
  revoked: { label: 'Revoked', tone: 'neutral' },
  replaced: { label: 'Replaced', tone: 'neutral' },
}

export function invitationStatusWord(status: ShownInvitationStatus): string {
  return words[status].label
}

export function InvitationStatusBadge({ status }: { readonly status: ShownInvitationStatus }) {
  const { label, tone } = words[status]
  return <Badge tone={tone}>{label}</Badge>
}

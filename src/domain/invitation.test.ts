import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  INVITATION_MS,
  type InvitationStatus,
  isAnswerable,
  isPending,
  shownInvitationStatus,
} from './invitation.ts'

const STATUSES: InvitationStatus[] = ['sent', 'opened', 'accepted', 'declined', 'revoked', 'replaced']
const status = fc.constantFrom(...STATUSES)
const sentAt = 1_800_000_000_000
const expiresAt = sentAt + INVITATION_MS

test('a pending invitation can be answered until the instant of its expiry, and not in it', () => {
  expect(isAnswerable({ status: 'opened', expiresAt }, expiresAt - 1)).toBe(true)
  expect(isAnswerable({ status: 'opened', expiresAt }, expiresAt)).toBe(false)
  expect(shownInvitationStatus({ status: 'sent', expiresAt }, expiresAt - 1)).toBe('sent')
  expect(shownInvitationStatus({ status: 'sent', expiresAt }, expiresAt)).toBe('expired')
})

test('what can be answered is pending and is not shown as expired; what has ended stays as it ended', () => {
  fc.assert(
    fc.property(status, fc.integer({ min: -10, max: 10 }), (given, offset) => {
      const invitation = { status: given, expiresAt }
      const at = expiresAt + offset
      const shown = shownInvitationStatus(invitation, at)
      expect(isAnswerable(invitation, at)).toBe(isPending(invitation) && shown !== 'expired')
      if (!isPending(invitation)) expect(shown).toBe(given)
    }),
  )
})

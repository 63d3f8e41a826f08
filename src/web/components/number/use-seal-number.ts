import { sealNumber } from '../../../contract/sealing.ts'
import { base64urlFromBytes, bytesFromBase64url } from '../../../contract/sealing-base64url.ts'
import type { EntryId, SeatId, SessionId } from '../../../domain/ids.ts'
import type { Currency } from '../../../domain/money-currencies.ts'
import type { EntryStep } from '../../../domain/session-state.ts'
import type { Side } from '../../../domain/side.ts'
import { useCommand } from '../session/use-command.ts'

export type SealTarget = {
  readonly sessionId: SessionId
  readonly seatId: SeatId
  readonly side: Side
  readonly currency: Currency
  /** Base64url. */
  readonly publicKey: string
}

/**
 * Seals a number in this browser and sends the envelope. After this call nothing here holds the number: a repeat sends
 * the envelope again.
 */
export function useSealNumber(target: SealTarget) {
  const command = useCommand(target.sessionId)
  return {
    ...command,
    async seal(amountCents: bigint, step: EntryStep) {
      const entryId = crypto.randomUUID() as EntryId
      const { sessionId, seatId, side, currency } = target
      const envelope = await sealNumber({
        sessionId,
        seatId,
        side,
        currency,
        entryId,
        step,
        publicKey: bytesFromBase64url(target.publicKey),
        amountCents,
      })
      return command.send('entries', { entryId, step, envelope: base64urlFromBytes(envelope) })
    },
  }
}

import { z } from 'zod'
import type { EntryId } from '../domain/ids.ts'
import { optionalText } from './form-text.ts'
import { envelopeSchema, publicKeySchema } from './sealing-schema.ts'

/** The bodies of the commands of a live session. None carries an amount: numbers come sealed. */

const step = z.enum(['opening', 'adjustment'])

export const idempotencyKeySchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{16,64}$/, 'must be 16 to 64 letters, digits, - or _')

export const enterNumberSchema = z.strictObject({
  entryId: z.uuid().transform((id) => id as EntryId),
  /** The step for which the figure that can bind was confirmed; sealed with the number too. */
  step,
  envelope: envelopeSchema,
})

/** The key that the browser made for this one request; the idempotency key names the request. */
export const revealNumberSchema = z.strictObject({ publicKey: publicKeySchema })

export const withdrawNumberSchema = z.strictObject({})

export const keepRunningSchema = z.strictObject({ on: z.boolean() })

/** Characters of the reason that a side may give for ending a session. */
export const MOST_OF_REASON = 1000

export const endSessionSchema = z.strictObject({
  reason: optionalText(MOST_OF_REASON)
    .transform((reason) => (reason === '' ? null : reason))
    .nullable()
    .default(null),
})

export type EnterNumber = z.output<typeof enterNumberSchema>
export type RevealNumber = z.output<typeof revealNumberSchema>
export type EndSession = z.output<typeof endSessionSchema>
export type KeepRunning = z.output<typeof keepRunningSchema>

/** Why a command of a live session is refused; the same code everywhere. */
export type CommandRefusal =
  | 'not-found'
  | 'not-allowed'
  | 'idempotency-conflict'
  | 'temporarily-unavailable'
  | 'outcome-unknown'
  /** It has ended, and a restored database does not know how. */
  | 'session-held'
  | 'not-open-yet'
  | 'session-ended'
  | 'step-changed'
  | 'nothing-to-withdraw'
  | 'number-out-of-range'
  | 'entry-limit'
  | 'envelope-unreadable'
  /** Of a reveal: who asks has to prove anew who they are. */
  | 'not-fresh'
  /** Of a reveal: the number was entered before the way in which this person signs in changed. */
  | 'number-withheld'
  | 'reveal-limit'

/** The receipt of a command: one shape, whatever came of it. */
export type CommandReceipt = {
  readonly result: 'done' | 'refused'
  readonly code: CommandRefusal | null
  /** For `entry-limit` and `reveal-limit`: when the next is possible (ms). */
  readonly nextPossibleAt: number | null
}

/** The receipt of a reveal. `sealed` opens in the browser that asked, and is of one length whatever stands. */
export type RevealReceipt = CommandReceipt & { readonly sealed: string | null }

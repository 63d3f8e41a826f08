import { z } from 'zod'
import type { MatterId } from '../domain/ids.ts'
import { SIDES } from '../domain/side.ts'
import { timeZoneSchema } from './time-zone.ts'

/** A practice matter, as its form sends it; the id comes with the form, so that sent twice it makes one. */
export const newPracticeSchema = z.object({
  matterId: z.uuid().transform((id) => id as MatterId),
  side: z.enum(SIDES, { error: 'Choose whether your client pays or receives.' }),
  timeZone: timeZoneSchema,
})
export type NewPractice = z.output<typeof newPracticeSchema>

/** How far the clock of a practice session is moved on. */
export const CLOCK_MOVES = ['start', 'close-of-opening', 'one-day', 'end'] as const
export const moveClockSchema = z.object({ to: z.enum(CLOCK_MOVES) })
export type ClockMove = (typeof CLOCK_MOVES)[number]

import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { HOUR_MS } from '../../src/domain/deadlines.ts'
import type { EntryStep } from '../../src/domain/session-state.ts'
import { SIDES } from '../../src/domain/side.ts'

/** A worked case of the rules. Times are hours after `opensAt`; amounts are minor units, and a number that is null withdraws. */
export type RuleCase = z.output<typeof caseSchema>
export type RuleStep = z.output<typeof stepSchema>

const side = z.enum(SIDES)
const happening = { t: z.number(), side, refused: z.string().optional() }
const amount = z.int()

const stepSchema = z.union([
  z.strictObject({ ...happening, number: amount.nullable() }),
  z.strictObject({ ...happening, action: z.literal('keep-running'), on: z.boolean() }),
  z.strictObject({ ...happening, action: z.literal('end') }),
])

const caseSchema = z.strictObject({
  name: z.string(),
  entries: z.array(stepSchema),
  /** What the generator must be asked for; null where it must not be asked. */
  n: amount.nullable(),
  /** What it returns. */
  draw: amount.nullable(),
  deal: z
    .strictObject({
      t: z.number(),
      dealNumber: amount,
      bonus: amount,
      bonusTo: side.nullable(),
      settlementAmount: amount,
    })
    .nullable(),
})

export function readRuleCases(path: string | URL): readonly RuleCase[] {
  return z
    .strictObject({ about: z.string(), cases: z.array(caseSchema) })
    .parse(JSON.parse(readFileSync(path, 'utf8'))).cases
}

/** Hours after `opensAt` in whole milliseconds. */
export function hoursToMs(hours: number): number {
  return Math.round(hours * HOUR_MS)
}

/** The step that an entry at `t` is sealed for: the one in force then, and opening before `opensAt`. */
export function stepInForce(t: number): EntryStep {
  return t < 48 ? 'opening' : 'adjustment'
}

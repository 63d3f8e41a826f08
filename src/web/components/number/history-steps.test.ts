import { expect, test } from 'vitest'
import type { OwnAct, OwnHistory } from '../../../contract/revealing.ts'
import type { EntryId } from '../../../domain/ids.ts'
import { standingOf, stepsOf } from './history-steps.ts'

const entered = (at: number, amountCents: bigint): OwnAct => ({
  kind: 'entered',
  step: 'opening',
  entryId: `entry-${at}` as EntryId,
  at,
  amountCents,
})
const history = (acts: readonly OwnAct[], lastStands: boolean): OwnHistory => ({
  acts,
  lastStands,
  withheld: false,
  cut: false,
})
const endsOf = (given: OwnHistory) => stepsOf(given, 100).map(({ at, until, end }) => [at, until, end])

test('a number stands until another takes its place, and the last until now', () => {
  const given = history([entered(10, 3n), entered(20, 2n)], true)
  expect(endsOf(given)).toEqual([
    [10, 20, 'replaced'],
    [20, 100, 'stands'],
  ])
  expect(standingOf(stepsOf(given, 100))?.at).toBe(20)
})

test('a withdrawal, or a change of lead, leaves a gap', () => {
  const given = history(
    [entered(10, 3n), { kind: 'withdrawn', at: 15 }, entered(20, 2n), { kind: 'voided', at: 30 }],
    false,
  )
  expect(endsOf(given)).toEqual([
    [10, 15, 'withdrawn'],
    [20, 30, 'voided'],
  ])
  expect(standingOf(stepsOf(given, 100))).toBeNull()
})

test('a last number that stands no more, by no act of the side, became void', () => {
  expect(endsOf(history([entered(10, 3n)], false))).toEqual([[10, 10, 'voided']])
})

test('nothing entered, nothing to show', () => {
  expect(stepsOf(history([], false), 100)).toEqual([])
})

import { describe, expect, test } from 'vitest'
import { InMemoryMatter } from '../support/model/in-memory-matter.ts'
import { dealOf } from '../support/model/observe.ts'
import { ReferenceMatter } from '../support/model/reference-matter.ts'
import type { Answer, Deal, ScriptCommand, ScriptStep } from '../support/model/script.ts'
import { hoursToMs, type RuleCase, type RuleStep, readRuleCases, stepInForce } from './rule-case.ts'

const OPENS_AT = Date.UTC(2026, 10, 23, 15)

describe.each(['rule-vectors.json', 'more-vectors.json'])('%s', (file) => {
  const cases = readRuleCases(new URL(file, import.meta.url))

  test.each(cases.map((each) => [each.name, each] as const))('%s', (_, each) => {
    const matter = new InMemoryMatter(OPENS_AT - hoursToMs(240), { plaintiff: true, defendant: true })
    const answers = stepsOf(each).map((step) => matter.perform(step))
    const drawn = matter.matcher.comparisons.flatMap((comparison) => comparison.drawn ?? [])
    expect({
      refused: refusalsIn(answers),
      deal: dealOf(matter.current),
      drawn: drawn.map(({ count, k }) => [Number(count), Number(k)]),
    }).toEqual({
      refused: each.entries.flatMap((entry) => entry.refused ?? []),
      deal: expectedDeal(each),
      drawn: each.n === null ? [] : [[each.n, each.draw]],
    })
  })

  test.each(cases.map((each) => [each.name, each] as const))('the reference model too: %s', (_, each) => {
    const matter = new ReferenceMatter(OPENS_AT - hoursToMs(240), { plaintiff: true, defendant: true })
    const answers = stepsOf(each).map((step) => matter.perform(step))
    expect(refusalsIn(answers)).toEqual(each.entries.flatMap((entry) => entry.refused ?? []))
    expect(matter.observe()).toMatchObject({ deal: expectedDeal(each), lastCount: each.n })
  })
})

/** An agreed start puts `opensAt` where the case wants it; afterwards time passes until day 30. */
function stepsOf(each: RuleCase): readonly ScriptStep[] {
  const draw = each.n === null || each.draw === null ? 0 : (each.draw + 0.5) / each.n
  const at = (now: number, command: ScriptCommand): ScriptStep => ({ command, now, draw, crash: false })
  const before = OPENS_AT - hoursToMs(200)
  const last = Math.max(hoursToMs(720), ...each.entries.map(({ t }) => hoursToMs(t)))
  return [
    at(before, { type: 'propose-start', side: 'plaintiff', startsAt: OPENS_AT }),
    at(before, { type: 'accept-start', side: 'defendant', startsAt: OPENS_AT }),
    at(before, { type: 'wish-skip', side: 'plaintiff' }),
    at(before, { type: 'wish-skip', side: 'defendant' }),
    at(before, { type: 'accept-rules', side: 'plaintiff', rulesVersion: '1' }),
    at(before, { type: 'accept-rules', side: 'defendant', rulesVersion: '1' }),
    ...each.entries.map((entry) => at(OPENS_AT + hoursToMs(entry.t), commandOf(entry))),
    at(OPENS_AT + last, { type: 'take-seat', side: 'plaintiff' }),
  ]
}

function commandOf(entry: RuleStep): ScriptCommand {
  const { side } = entry
  if ('number' in entry) {
    return entry.number === null
      ? { type: 'withdraw', side }
      : { type: 'enter', side, number: entry.number, step: stepInForce(entry.t) }
  }
  return entry.action === 'end'
    ? { type: 'end', side, reason: null }
    : { type: 'switch-keep-running', side, on: entry.on }
}

/** The codes, without what comes before the case and the passing of time after it. */
function refusalsIn(answers: readonly Answer[]): readonly string[] {
  expect(answers.slice(0, 6)).toEqual(new Array(6).fill('done'))
  return answers.slice(6, -1).flatMap((answer) => (answer === 'done' ? [] : (answer.split(' ')[0] ?? [])))
}

function expectedDeal({ deal }: RuleCase): Deal | null {
  if (!deal) return null
  const { t, ...figures } = deal
  return { at: OPENS_AT + hoursToMs(t), ...figures }
}

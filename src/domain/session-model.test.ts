import { expect, test, vi } from 'vitest'
import { type Script, scripts } from '../../tests/support/model/generated-steps.ts'
import { observe } from '../../tests/support/model/observe.ts'
import { type Played, play } from '../../tests/support/model/play.ts'
import { holdsFor } from '../../tests/support/model/run-property.ts'

vi.setConfig({ testTimeout: 300_000 })

test('invariant 10: every answer and every outcome are those of the sequential model, in commit order', () => {
  holdsFor(50_000, scripts, (script) => play(script, agree))
})

function agree({ step, answer, expected, matter, reference }: Played): void {
  const drawn = matter.matcher.comparisons.filter((comparison) => comparison.drawn !== null)
  const lastCount = drawn.at(-1)?.drawn?.count
  const observed = observe(matter.current, {
    timesDrawn: drawn.length,
    lastCount: lastCount === undefined ? null : Number(lastCount),
  })
  const wanted = reference.observe()
  if (answer === expected && JSON.stringify(observed) === JSON.stringify(wanted)) return
  expect({ step, answer, ...observed }).toEqual({ step, answer: expected, ...wanted })
}

test('generated scripts reach every step, refusal, ending and kind of deal', () => {
  const reached = new Set<string>()
  const look = (script: Script) => {
    play(script, ({ answer, reference }) => {
      const { phase, ending, deal, lastCount, opensAt, endsAt, startsAt, settled } = reference.observe()
      reached.add(answer.replace(/\d+$/, 'T')).add(phase)
      if (ending !== null) reached.add(ending.replace(/\d+$/, 'T'))
      if (deal) reached.add(`bonus to ${deal.bonusTo}`).add(lastCount === null ? 'exact' : 'overlap')
      if (lastCount === 1) reached.add('one figure to draw from')
      if (opensAt !== null && endsAt !== null && endsAt - opensAt > 60 * 86_400_000)
        reached.add('extended twice')
      if (startsAt !== null && opensAt === startsAt) reached.add('agreed start')
      if (settled !== null) reached.add(settled === 'skipped' ? settled : 'document')
    })
  }
  holdsFor(2_000, scripts, look, 42)
  const wanted = `terms, opening, adjustment, ended, done, crashed, not-open-yet, session-ended, step-changed,
    nothing-to-withdraw, number-out-of-range, entry-limit until T, terms-frozen, terms-version-changed, terms-not-settled,
    start-passed, start-proposal-changed, session-live, deal-made, no-deal at T, by plaintiff: null at T, by defendant: enough at T,
    deal in opening at T, deal in adjustment at T, bonus to plaintiff, bonus to defendant, bonus to null, exact, overlap,
    one figure to draw from, extended twice, agreed start, skipped, document`
  expect(wanted.split(/,\s+/).filter((each) => !reached.has(each))).toEqual([])
})

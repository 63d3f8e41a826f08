import { expect, test } from 'vitest'
import { newSession } from '../../../src/domain/session-state.ts'
import { observe } from './observe.ts'
import { ReferenceMatter } from './reference-matter.ts'

test('an observation that it is compared with lends it nothing but the draws', () => {
  const held = { plaintiff: true, defendant: false }
  const wanted = { ...new ReferenceMatter(0, held).observe(), timesDrawn: 3, lastCount: 7 }
  const state = { ...newSession(0, held), lastSharedAt: 5 }
  const found = observe({ state, matcherVersion: 0, events: [], dealNumber: null }, wanted)
  expect(found).toEqual({ ...wanted, lastSharedAt: 5 })
})

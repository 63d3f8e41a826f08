import { afterAll, afterEach, beforeAll, inject } from 'vitest'
import { expectAccessible } from '../../support/browser-accessibility.ts'
import { openStage, type Stage } from './stage.ts'

/** A stage for the tests of this file. Whatever a browser complains of fails the test that it happened in. */
export function stageOfFile(): () => Stage {
  let stage: Stage | null = null
  /** A page in the same state twice in one file needs one look. */
  const seen = new Set<string>()
  beforeAll(async () => {
    stage = await openStage(inject('clusterUrl'), async ({ page }, name) => {
      if (seen.has(name)) return
      seen.add(name)
      await expectAccessible(page)
    })
  })
  afterEach(async () => {
    try {
      stage?.assertQuiet()
    } finally {
      await stage?.clear()
    }
  })
  afterAll(() => stage?.close())
  return () => {
    if (stage === null) throw new Error('the stage opens before the first test')
    return stage
  }
}

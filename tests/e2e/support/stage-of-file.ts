import { afterAll, afterEach, beforeAll, inject } from 'vitest'
import { expectAccessible, expectNarrow } from '../../support/browser-accessibility.ts'
import { takePictures } from '../../support/browser-pictures.ts'
import { openStage, type Stage } from './stage.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where pictures of the pages go; empty where they are to be checked instead. */
    picturesFolder: string
  }
}

/** A stage for the tests of this file. Whatever a browser complains of fails the test that it happened in. */
export function stageOfFile(): () => Stage {
  const folder = inject('picturesFolder')
  let stage: Stage | null = null
  /** A page in the same state twice in one file needs one look. */
  const seen = new Set<string>()
  beforeAll(async () => {
    stage = await openStage(inject('clusterUrl'), async ({ page }, name) => {
      if (seen.has(name)) return
      seen.add(name)
      if (folder !== '') return takePictures(page, folder, name)
      await expectAccessible(page)
      await expectNarrow(page)
    })
  })
  afterEach(async ({ task }) => {
    try {
      if (task.result?.state === 'fail') await stage?.keepPictures(task.name)
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

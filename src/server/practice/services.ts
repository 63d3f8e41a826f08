import { bindContext } from '../bind-context.ts'
import type { Context } from '../context.ts'
import { createPracticeMatter } from './create-practice-matter.ts'
import { movePracticeClock } from './move-practice-clock.ts'

export function practiceServices(ctx: Context) {
  return bindContext(ctx, { createPracticeMatter, movePracticeClock })
}

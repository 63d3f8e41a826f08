import type { MatterStage } from '../../../contract/matters.ts'
import type { SessionView } from '../../../domain/visibility.ts'
import type { Tone } from '../../ui/badge.tsx'

/** Where the session is, in a word or two. */
export const stageWords: Readonly<Record<MatterStage, { readonly label: string; readonly tone: Tone }>> = {
  terms: { label: 'Step 1: terms', tone: 'neutral' },
  opening: { label: 'Step 2: opening', tone: 'accent' },
  adjustment: { label: 'Step 3: adjustment', tone: 'accent' },
  deal: { label: 'Deal', tone: 'ok' },
  ended: { label: 'Ended', tone: 'neutral' },
}

export function stageOf({ phase, ending }: SessionView): MatterStage {
  if (phase !== 'ended') return phase
  return ending?.kind === 'deal' ? 'deal' : 'ended'
}

import type { MatterStage } from '../../../contract/matters.ts'
import { Badge } from '../../ui/badge.tsx'
import { stageWords } from './stage-words.ts'

export interface StageBadgeProps {
  readonly stage: MatterStage
  /** A restored copy says a stage that is not the true one. */
  readonly isHeld: boolean
}

export function StageBadge({ stage, isHeld }: StageBadgeProps) {
  if (isHeld) return <Badge tone="warn">On hold</Badge>
  const { label, tone } = stageWords[stage]
  return <Badge tone={tone}>{label}</Badge>
}

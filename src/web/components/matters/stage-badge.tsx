import type { MatterStage } from '../../../contract/matters.ts'
import { Badge } from '../../ui/badge.tsx'
import { stageWords } from './stage-words.ts'

export function StageBadge({ stage }: { readonly stage: MatterStage }) {
  const { label, tone } = stageWords[stage]
  return <Badge tone={tone}>{label}</Badge>
}

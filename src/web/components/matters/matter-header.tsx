import type { MatterStage } from '../../../contract/matters.ts'
import { SIDES, type Side } from '../../../domain/side.ts'
import { Badge } from '../../ui/badge.tsx'
import { StageBadge } from './stage-badge.tsx'

export interface MatterHeaderProps {
  readonly matter: {
    readonly caption: string
    readonly forum: string
    readonly caseNumber: string
    readonly isPractice: boolean
    readonly words: Readonly<Record<Side, string>>
    readonly represents: Readonly<Record<Side, string>>
  }
  readonly ownSide: Side
  readonly stage: MatterStage
  readonly isHeld: boolean
}

/** What stands above every page of a matter. */
export function MatterHeader({ matter, ownSide, stage, isHeld }: MatterHeaderProps) {
  const where = [matter.forum, matter.caseNumber].filter((part) => part !== '').join(', ')
  return (
    <header className="mb-6 flex flex-col gap-2">
      {where !== '' && <p className="text-sm text-muted">{where}</p>}
      <h1 className="text-3xl">{matter.caption}</h1>
      <ul className="flex flex-col gap-x-6 gap-y-1 sm:flex-row sm:flex-wrap">
        {SIDES.map((side) => (
          <li key={side}>
            <span className="text-muted">
              <span className="inline-block first-letter:uppercase">{matter.words[side]}</span>:{' '}
            </span>
            {matter.represents[side] === '' ? (
              <span className="text-muted">not named yet</span>
            ) : (
              matter.represents[side]
            )}
            {side === ownSide && <span className="text-muted"> (your side)</span>}
          </li>
        ))}
      </ul>
      <p className="mt-1 flex flex-wrap gap-2">
        <StageBadge stage={stage} isHeld={isHeld} />
        {matter.isPractice && <Badge tone="warn">Practice</Badge>}
      </p>
    </header>
  )
}

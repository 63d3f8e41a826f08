import type { SideWords } from '../../../contract/matters.ts'
import type { Side } from '../../../domain/side.ts'
import type { RadioChoice } from '../../ui/choice.tsx'
import type { SelectOption } from '../../ui/select.tsx'

/** The side in plain words; the papers' words are asked for apart. */
export const sideChoices: readonly (RadioChoice & { readonly value: Side })[] = [
  {
    value: 'plaintiff',
    label: 'My client receives',
    description: 'You will state a demand: the least your client will accept.',
  },
  {
    value: 'defendant',
    label: 'My client pays',
    description: 'You will state an offer: the most your client will pay.',
  },
]

export const sideWordOptions: readonly (SelectOption & { readonly value: SideWords })[] = [
  { value: 'plaintiff-defendant', label: 'Plaintiff and defendant' },
  { value: 'claimant-respondent', label: 'Claimant and respondent' },
  { value: 'petitioner-respondent', label: 'Petitioner and respondent' },
]

import type { Occupation } from '../../../contract/accounts.ts'
import type { RadioChoice } from '../../ui/choice.tsx'

/** What a person may be, in their own words. */
export const occupationChoices: readonly (RadioChoice & { readonly value: Occupation })[] = [
  {
    value: 'attorney',
    label: 'Attorney',
    description: 'You represent clients in disputes.',
  },
  {
    value: 'claims-professional',
    label: 'Claims professional',
    description: 'You adjust or settle claims for an insurer or a company.',
  },
  {
    value: 'party',
    label: 'Party without counsel',
    description: 'The dispute is your own and you have no lawyer.',
  },
  { value: 'mediator', label: 'Mediator', description: 'You help the sides settle and take neither’s part.' },
]

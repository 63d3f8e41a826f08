import type { SeatRole } from '../../../domain/roles.ts'
import type { RadioChoice } from '../../ui/choice.tsx'

export const roleWords: Readonly<Record<SeatRole, string>> = {
  lead: 'Lead',
  member: 'Member',
  client: 'Client',
}

export const colleagueChoices: readonly (RadioChoice & { readonly value: 'member' | 'client' })[] = [
  {
    value: 'member',
    label: 'Member',
    description: 'Reads everything of your side, uploads, comments and writes messages. Decides nothing.',
  },
  { value: 'client', label: 'Client', description: 'Reads everything of your side, and does nothing on it.' },
]

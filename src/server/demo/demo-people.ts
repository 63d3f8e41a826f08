import type { Side } from '../../domain/side.ts'
import type { VerifiedUser } from '../accounts/create-verified-user.ts'

/** Of accounts that exist on throw-away folders alone. */
export const DEMO_PASSWORD = 'two herons over the quiet weir'

/** The two lawyers of the demonstration: Paula acts for those who claim, Daniel for those who are claimed from. */
export const DEMO_PEOPLE: Readonly<Record<Side, VerifiedUser>> = {
  plaintiff: {
    name: 'Paula Reyes',
    email: 'paula@reyes-law.example',
    firm: 'Reyes Law Group',
    password: DEMO_PASSWORD,
    occupation: 'attorney',
    timeZone: 'America/Los_Angeles',
  },
  defendant: {
    name: 'Daniel Okafor',
    email: 'daniel@okafor-lund.example',
    firm: 'Okafor & Lund LLP',
    password: DEMO_PASSWORD,
    occupation: 'attorney',
    timeZone: 'America/New_York',
  },
}

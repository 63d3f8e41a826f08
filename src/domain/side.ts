/** `plaintiff` states a demand (the least it accepts), `defendant` an offer (the most it pays). */
export type Side = 'plaintiff' | 'defendant'

export const SIDES = ['plaintiff', 'defendant'] as const satisfies readonly Side[]

export function otherSide(side: Side): Side {
  return side === 'plaintiff' ? 'defendant' : 'plaintiff'
}

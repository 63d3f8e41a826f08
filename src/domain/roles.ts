/** What a person is on a seat. */
export type SeatRole = 'lead' | 'member' | 'client'

/** What can be done on a seat, grouped as the rules group it. */
export type SeatPermission =
  /** Read the matter, documents, messages and the own side's activity. */
  | 'read'
  /** Upload, comment, write messages, prepare term sheets. */
  | 'prepare'
  /** Approve or skip terms, accept rules, propose or accept a start, keep running, end, invite the other side. */
  | 'decide'
  /** Enter and withdraw the own number. */
  | 'number'
  /** Add and remove people of the seat, hand over the lead. */
  | 'people'

const PERMISSIONS: Readonly<Record<SeatRole, ReadonlySet<SeatPermission>>> = {
  lead: new Set(['read', 'prepare', 'decide', 'number', 'people']),
  member: new Set(['read', 'prepare']),
  client: new Set(['read']),
}

/** Whether a person may have the seat's own number revealed: its lead, and a member if the lead allows it. */
export function mayReveal(role: SeatRole, membersMayReveal: boolean): boolean {
  return roleMay(role, 'number') || (role === 'member' && membersMayReveal)
}

export function roleMay(role: SeatRole, permission: SeatPermission): boolean {
  return PERMISSIONS[role].has(permission)
}

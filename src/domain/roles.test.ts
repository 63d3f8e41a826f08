import { expect, test } from 'vitest'
import { mayReveal, roleMay, type SeatPermission, type SeatRole } from './roles.ts'

const PERMISSIONS: readonly SeatPermission[] = ['read', 'prepare', 'decide', 'number', 'people']

test.each<[SeatRole, readonly SeatPermission[]]>([
  ['lead', ['read', 'prepare', 'decide', 'number', 'people']],
  ['member', ['read', 'prepare']],
  ['client', ['read']],
])('a %s may %j and nothing else', (role, allowed) => {
  expect(PERMISSIONS.filter((permission) => roleMay(role, permission))).toEqual(allowed)
})

test('the number is revealed to the lead, to members if the lead allows it, and to no client', () => {
  const roles = ['lead', 'member', 'client'] as const
  expect(roles.map((role) => mayReveal(role, false))).toEqual([true, false, false])
  expect(roles.map((role) => mayReveal(role, true))).toEqual([true, true, false])
})

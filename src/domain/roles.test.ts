import { expect, test } from 'vitest'
import { roleMay, type SeatPermission, type SeatRole } from './roles.ts'

const PERMISSIONS: readonly SeatPermission[] = ['read', 'prepare', 'decide', 'number', 'people']

test.each<[SeatRole, readonly SeatPermission[]]>([
  ['lead', ['read', 'prepare', 'decide', 'number', 'people']],
  ['member', ['read', 'prepare']],
  ['client', ['read']],
])('a %s may %j and nothing else', (role, allowed) => {
  expect(PERMISSIONS.filter((permission) => roleMay(role, permission))).toEqual(allowed)
})

import { expect, test } from 'vitest'
import { keptValues } from './new-matter-form.ts'

test('what was kept comes back as it was, and nothing that the form does not have', () => {
  const values = { caption: 'Doe v. Acme', amountInDispute: '250k' }
  expect(keptValues(JSON.stringify(values))).toEqual(values)
  expect(keptValues(JSON.stringify({ ...values, sender: 'x', forum: 3 }))).toEqual(values)
})

test.each([null, '', 'null', '[]', '{', '{}', '{"forum":3}'])('of %j nothing comes back', (text) => {
  expect(keptValues(text)).toBeNull()
})

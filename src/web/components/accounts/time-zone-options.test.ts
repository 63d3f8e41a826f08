import { expect, it } from 'vitest'
import { timeZoneNames } from '../../../contract/time-zone.ts'
import { timeZoneOptions } from './time-zone-options.ts'

it('offers every zone once, those of the United States first', () => {
  const groups = timeZoneOptions(timeZoneNames('America/Chicago'))
  expect(groups[0]?.label).toBe('United States')
  const values = groups.flatMap(({ options }) => options.map(({ value }) => value))
  expect(new Set(values).size).toBe(values.length)
  expect(new Set(values)).toEqual(new Set([...timeZoneNames('America/Chicago'), ...values.slice(0, 7)]))
})

it('names places as people write them', () => {
  const options = timeZoneOptions(['America/Argentina/Buenos_Aires', 'UTC']).slice(1)
  expect(options).toEqual([
    {
      label: 'America',
      options: [{ value: 'America/Argentina/Buenos_Aires', label: 'Argentina, Buenos Aires' }],
    },
    { label: 'Other', options: [{ value: 'UTC', label: 'UTC' }] },
  ])
})

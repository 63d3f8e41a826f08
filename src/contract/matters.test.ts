import { describe, expect, test } from 'vitest'
import { matterQuerySchema, newMatterSchema } from './matters.ts'

const form = {
  matterId: '7f0a4c1e-55a7-4be1-8f0e-6d0a3a3b5c11',
  caption: '  Doe v. Acme Corp. ',
  side: 'plaintiff',
  words: 'plaintiff-defendant',
  represents: 'Jane Doe',
  dispute: 'A slip on a wet floor.',
  currency: 'USD',
  timeZone: 'America/Chicago',
}

function problems(changes: Record<string, unknown>) {
  const parsed = newMatterSchema.safeParse({ ...form, ...changes })
  return Object.fromEntries(parsed.error?.issues.map(({ path, message }) => [path.join('.'), message]) ?? [])
}

describe('the form for a new matter', () => {
  test('needs neither forum, case number, amount nor an invitee', () => {
    expect(newMatterSchema.parse(form)).toMatchObject({
      caption: 'Doe v. Acme Corp.',
      forum: '',
      caseNumber: '',
      amountInDisputeCents: null,
      invitee: null,
    })
  })

  test('reads the amount in the currency of the matter', () => {
    const amount = (changes: object) => newMatterSchema.parse({ ...form, ...changes }).amountInDisputeCents
    expect(amount({ amountInDispute: '$1,250,000.50' })).toBe(125_000_050n)
    expect(amount({ amountInDispute: '250k' })).toBe(25_000_000n)
    expect(amount({ amountInDispute: '5000', currency: 'JPY' })).toBe(5_000n)
    expect(amount({ amountInDispute: ' ' })).toBeNull()
  })

  test.each(['amountInDispute', 'inviteeName', 'inviteeEmail', 'inviteeNote', 'currency'])(
    'refuses what is no text in %s: a field that came twice, or a file',
    (name) => {
      for (const value of [['one', 'another'], new File([], 'a.pdf'), null, 7]) {
        expect(newMatterSchema.safeParse({ ...form, [name]: value }).success).toBe(false)
      }
    },
  )

  test('says why an ambiguous amount is not taken', () => {
    expect(problems({ amountInDispute: '50.000' })).toMatchObject({
      amountInDispute: expect.stringContaining('thousands'),
    })
  })

  test('lower-cases the address of the invitee', () => {
    const { invitee } = newMatterSchema.parse({
      ...form,
      inviteeName: 'Kim',
      inviteeEmail: ' Kim@Example.COM ',
    })
    expect(invitee).toEqual({ name: 'Kim', email: 'kim@example.com', note: '' })
  })

  test('takes name and address of the invitee together or not at all', () => {
    expect(Object.keys(problems({ inviteeName: 'Kim' }))).toEqual(['inviteeEmail'])
    expect(Object.keys(problems({ inviteeEmail: 'kim@example.com' }))).toEqual(['inviteeName'])
    expect(Object.keys(problems({ inviteeNote: 'Hello' })).sort()).toEqual(['inviteeEmail', 'inviteeName'])
  })

  test('tells of everything that is wrong at once', () => {
    const found = problems({
      caption: '',
      side: undefined,
      amountInDispute: '1,5',
      timeZone: 'Mars/Base',
      inviteeName: 'Kim',
      inviteeEmail: 'kim',
    })
    expect(Object.keys(found).sort()).toEqual([
      'amountInDispute',
      'caption',
      'inviteeEmail',
      'side',
      'timeZone',
    ])
    expect(found.inviteeEmail).toContain('such as name@example.com')
  })

  test('takes no line breaks where mail and papers have one line', () => {
    expect(Object.keys(problems({ caption: 'Doe v. Acme\nBcc: x@y.example' }))).toEqual(['caption'])
    expect(problems({ dispute: 'One line.\nAnother.' })).toEqual({})
  })
})

test('the list takes nonsense in its address for the whole list', () => {
  const whole = { q: '', filter: 'all', sort: 'deadline', page: 1 }
  expect(matterQuerySchema.parse({})).toEqual(whole)
  expect(matterQuerySchema.parse({ q: 'x'.repeat(300), filter: 'mine', sort: '1', page: '-2' })).toEqual(
    whole,
  )
  expect(matterQuerySchema.parse({ q: 'Doe\0' })).toEqual(whole)
  expect(matterQuerySchema.parse({ filter: 'deal', page: '3' })).toEqual({
    ...whole,
    filter: 'deal',
    page: 3,
  })
})

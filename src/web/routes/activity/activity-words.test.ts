import { expect, test } from 'vitest'
import { activityWords } from './activity-words.ts'

const reader = { own: 'plaintiff', words: { plaintiff: 'claimant', defendant: 'respondent' } } as const

test.each([
  ['terms-approved', { side: 'plaintiff', version: 2 }, 'Your side approved version 2.'],
  ['terms-approved', { side: 'defendant', version: 2 }, 'The respondent side approved version 2.'],
  // The journal keeps a version's author as `by`.
  [
    'terms-version-added',
    { version: 3, sha256: '', by: 'defendant' },
    'The respondent side added version 3 of the terms.',
  ],
  ['number-entered', { side: 'plaintiff', entryId: 'x' }, 'Your side entered a number.'],
  ['deal-made', { step: 'opening', bonusTo: null }, 'A deal was made.'],
  [
    'deal-made',
    { step: 'adjustment', bonusTo: 'plaintiff' },
    'A deal was made. The bonus goes to your side.',
  ],
  [
    'keep-running-switched',
    { side: 'defendant', on: false },
    'The respondent side switched “keep running” off.',
  ],
  ['message-sent', { side: 'plaintiff', files: 2 }, 'Your side wrote a message, with 2 files.'],
  ['something-new', {}, 'Recorded: something new.'],
] as const)('%s %j', (type, data, text) => {
  expect(activityWords({ type, data }, reader)).toEqual({ text })
})

test('leads up to an instant, which the page writes in the reader’s zone', () => {
  const activity = { type: 'start-proposed', data: { side: 'defendant', startsAt: 1_700_000_000_000 } }
  expect(activityWords(activity, reader)).toEqual({
    text: 'The respondent side proposed a later start:',
    instant: 1_700_000_000_000,
  })
})

test('quotes the reason for an end, if one was given', () => {
  const ended = (reason: string | null) =>
    activityWords({ type: 'ended-by-side', data: { side: 'defendant', reason } }, reader)
  expect(ended('no authority').quote).toBe('no authority')
  expect(ended(null)).toEqual({ text: 'The respondent side ended the session. Both numbers were destroyed.' })
})

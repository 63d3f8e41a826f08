import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { SeatId, SessionId } from '../domain/ids.ts'
import { createCheckedMatcher, type MatcherTrouble } from './checked-matcher.ts'
import { MatcherError, OutcomeUnknownError } from './matcher-error.ts'
import type { EndRequest, Matcher } from './protocol.ts'

const request: EndRequest = {
  sessionId: randomUUID() as string as SessionId,
  version: 0,
  at: 1,
  clockOffsetMs: 0,
  idempotencyKey: 'key',
  by: null,
}

/** A matcher whose every operation does the same. */
function matcherThat(does: () => Promise<never>): Matcher {
  const operations = {
    openKeys: does,
    accept: does,
    acceptAndCompare: does,
    withdrawOrVoid: does,
    keepOut: does,
    voidBoth: does,
    closeOfOpening: does,
    end: does,
    reveal: does,
    recordsSince: does,
    sessionsAhead: does,
    sessionsSince: does,
  }
  return operations
}

async function endWith(does: () => Promise<never>, timeoutMs?: number) {
  const trouble: MatcherTrouble[] = []
  const onTrouble = (each: MatcherTrouble) => trouble.push(each)
  const matcher = createCheckedMatcher(
    matcherThat(does),
    timeoutMs === undefined ? { onTrouble } : { onTrouble, timeoutMs },
  )
  return { answer: await matcher.end(request), trouble }
}

describe('trouble becomes an answer, and a line for the log that quotes nothing', () => {
  test.each<[string, Error, string, string]>([
    ['an error of the matcher', new MatcherError('out-of-step'), 'unavailable', 'out-of-step'],
    ['any other error', new TypeError('Failing row contains (secret)'), 'unavailable', 'TypeError'],
    [
      'an error of the database',
      Object.assign(new Error('Failing row contains (secret)'), { code: '23514' }),
      'unavailable',
      '23514',
    ],
    [
      'a lost commit',
      new OutcomeUnknownError('commit-not-confirmed', { cause: new Error('secret') }),
      'outcome-unknown',
      'Error',
    ],
  ])('%s', async (_title, error, kind, cause) => {
    const { answer, trouble } = await endWith(() => Promise.reject(error))
    expect(answer).toEqual({ kind })
    expect(trouble).toEqual([{ operation: 'end', answered: kind, cause }])
  })

  test('a call that takes too long: it may have been recorded', async () => {
    const { answer, trouble } = await endWith(() => new Promise<never>(() => {}), 0)
    expect(answer).toEqual({ kind: 'outcome-unknown' })
    expect(trouble).toEqual([{ operation: 'end', answered: 'outcome-unknown', cause: 'timeout' }])
  })

  test('an answer of another shape does not pass, whatever it holds', async () => {
    const leaking = async () => ({ kind: 'recorded', demand: 5 }) as never
    const { answer, trouble } = await endWith(leaking)
    expect(answer).toEqual({ kind: 'outcome-unknown' })
    expect(trouble).toMatchObject([{ cause: 'malformed-answer' }])
  })
})

test('a lost answer of what changes nothing is simply unavailable', async () => {
  const matcher = createCheckedMatcher(
    matcherThat(() => new Promise<never>(() => {})),
    { timeoutMs: 0 },
  )
  expect(await matcher.recordsSince({ sessionId: request.sessionId, version: 0 })).toEqual({
    kind: 'unavailable',
  })
})

test('a request of another shape is the caller’s bug', async () => {
  const matcher = createCheckedMatcher(matcherThat(() => Promise.reject(new Error('not to be reached'))))
  await expect(matcher.end({ ...request, at: 1.5 })).rejects.toThrow()
  const seatId = 'not-an-id' as SeatId
  await expect(matcher.end({ ...request, by: { side: 'plaintiff', seatId } })).rejects.toThrow()
})

import type { z } from 'zod'
import { MatcherError, OutcomeUnknownError } from './matcher-error.ts'
import {
  closeRequestSchema,
  commandResponseSchema,
  endRequestSchema,
  entryRequestSchema,
  entryResponseSchema,
  keepOutRequestSchema,
  type Matcher,
  openKeysRequestSchema,
  openKeysResponseSchema,
  recordsSinceRequestSchema,
  recordsSinceResponseSchema,
  revealRequestSchema,
  revealResponseSchema,
  sessionsAheadRequestSchema,
  sessionsAheadResponseSchema,
  sessionsSinceRequestSchema,
  sessionsSinceResponseSchema,
  voidBothRequestSchema,
  withdrawalRequestSchema,
} from './protocol.ts'

/**
 * For the operator's log. `cause` is a code of ours or of the database: never a message, which could quote a row.
 */
export type MatcherTrouble = {
  readonly operation: keyof Matcher
  readonly answered: 'unavailable' | 'outcome-unknown'
  readonly cause: string
}

export type CheckedMatcherOptions = {
  readonly timeoutMs?: number
  readonly onTrouble?: (trouble: MatcherTrouble) => void
}

/** A matcher whose answers nobody has looked at yet. */
export type UncheckedMatcher = {
  readonly [Operation in keyof Matcher]: (request: Parameters<Matcher[Operation]>[0]) => Promise<unknown>
}

const UNAVAILABLE = { kind: 'unavailable' } as const
const OUTCOME_UNKNOWN = { kind: 'outcome-unknown' } as const

/**
 * The matcher as the server sees it: nothing but plain data of the protocol's shape passes in or out. Trouble
 * becomes `unavailable` where certainly nothing was recorded, else `outcome-unknown`. A request that is not of the
 * protocol's shape is the caller's bug and throws.
 */
export function createCheckedMatcher(
  matcher: UncheckedMatcher,
  options: CheckedMatcherOptions = {},
): Matcher {
  const { timeoutMs = 20_000, onTrouble = () => {} } = options

  function call<Request, Answer, Lost extends MatcherTrouble['answered']>(
    operation: keyof Matcher,
    schemas: { readonly request: z.ZodType<Request>; readonly answer: z.ZodType<Answer> },
    send: (request: Request) => Promise<unknown>,
    /** What it means that the answer was lost. */
    lost: { readonly kind: Lost },
  ) {
    return async (request: Request): Promise<Answer | typeof UNAVAILABLE | { readonly kind: Lost }> => {
      const plain = schemas.request.parse(request)
      try {
        const answer = schemas.answer.safeParse(await withTimeout(send(plain), timeoutMs))
        if (!answer.success) throw new OutcomeUnknownError('malformed-answer')
        return answer.data
      } catch (error) {
        const failure = error instanceof OutcomeUnknownError ? lost : UNAVAILABLE
        onTrouble({ operation, answered: failure.kind, cause: causeOf(error) })
        return failure
      }
    }
  }

  const entry = { request: entryRequestSchema, answer: entryResponseSchema }
  const withdrawal = { request: withdrawalRequestSchema, answer: commandResponseSchema }
  const keepingOut = { request: keepOutRequestSchema, answer: commandResponseSchema }
  const voidingBoth = { request: voidBothRequestSchema, answer: commandResponseSchema }
  const close = { request: closeRequestSchema, answer: commandResponseSchema }
  const end = { request: endRequestSchema, answer: commandResponseSchema }
  const keys = { request: openKeysRequestSchema, answer: openKeysResponseSchema }
  const reveal = { request: revealRequestSchema, answer: revealResponseSchema }
  const records = { request: recordsSinceRequestSchema, answer: recordsSinceResponseSchema }
  const ahead = { request: sessionsAheadRequestSchema, answer: sessionsAheadResponseSchema }
  const since = { request: sessionsSinceRequestSchema, answer: sessionsSinceResponseSchema }
  return {
    openKeys: call('openKeys', keys, matcher.openKeys, OUTCOME_UNKNOWN),
    accept: call('accept', entry, matcher.accept, OUTCOME_UNKNOWN),
    acceptAndCompare: call('acceptAndCompare', entry, matcher.acceptAndCompare, OUTCOME_UNKNOWN),
    withdrawOrVoid: call('withdrawOrVoid', withdrawal, matcher.withdrawOrVoid, OUTCOME_UNKNOWN),
    keepOut: call('keepOut', keepingOut, matcher.keepOut, OUTCOME_UNKNOWN),
    voidBoth: call('voidBoth', voidingBoth, matcher.voidBoth, OUTCOME_UNKNOWN),
    closeOfOpening: call('closeOfOpening', close, matcher.closeOfOpening, OUTCOME_UNKNOWN),
    end: call('end', end, matcher.end, OUTCOME_UNKNOWN),
    reveal: call('reveal', reveal, matcher.reveal, OUTCOME_UNKNOWN),
    recordsSince: call('recordsSince', records, matcher.recordsSince, UNAVAILABLE),
    sessionsAhead: call('sessionsAhead', ahead, matcher.sessionsAhead, UNAVAILABLE),
    sessionsSince: call('sessionsSince', since, matcher.sessionsSince, UNAVAILABLE),
  }
}

/** A call that is given up goes on: should it be recorded later, the caller learns of it by the version. */
async function withTimeout<T>(answer: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new OutcomeUnknownError('timeout')), timeoutMs)
  })
  try {
    return await Promise.race([answer, timeout])
  } finally {
    clearTimeout(timer)
  }
}

/** A code of ours, of the database or of the system: never a message, which could quote a row. */
export function causeOf(error: unknown): string {
  const cause = error instanceof OutcomeUnknownError && error.cause !== undefined ? error.cause : error
  if (cause instanceof MatcherError || cause instanceof OutcomeUnknownError) return cause.code
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code
  return cause instanceof Error ? cause.name : 'unknown'
}

/**
 * A call that the matcher could not carry out. The code is all that may be logged: it names no number, and neither
 * does the message.
 *
 * - `session-unknown`: no keys were opened for this session.
 * - `out-of-step`: the caller is at the matcher's version and yet asks what cannot be at that version.
 * - `wrong-seat`: the seat is not the session's on that side.
 * - `key-unreadable`: the session's private key cannot be unwrapped: the key of its day is gone, or it is damaged.
 * - `keys-not-kept`: sessions are to be wrapped anew, and old keys destroyed, before anything else is done.
 * - `keys-in-use`: a key is to be destroyed under which a live session is wrapped.
 * - `standing-unreadable`: an envelope that was accepted no longer opens, or is not there.
 */
export class MatcherError extends Error {
  readonly code:
    | 'session-unknown'
    | 'out-of-step'
    | 'wrong-seat'
    | 'key-unreadable'
    | 'keys-not-kept'
    | 'keys-in-use'
    | 'standing-unreadable'

  constructor(code: MatcherError['code'], options?: ErrorOptions) {
    super(code, options)
    this.name = 'MatcherError'
    this.code = code
  }
}

/** The answer was lost on its way, once the work was begun: the decision may stand. */
export class OutcomeUnknownError extends Error {
  readonly code: 'commit-not-confirmed' | 'connection-lost' | 'timeout' | 'malformed-answer' | 'mark-not-kept'

  constructor(code: OutcomeUnknownError['code'], options?: ErrorOptions) {
    super(code, options)
    this.name = 'OutcomeUnknownError'
    this.code = code
  }
}

/** Why the matcher cannot start, in a sentence for the person who starts it. */
export class MatcherStartError extends Error {
  override name = 'MatcherStartError'
}

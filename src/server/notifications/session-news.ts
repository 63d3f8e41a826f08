import { adjustmentEndsAt, OPENING_MS, openingClosesAt, SESSION_MS } from '../../domain/deadlines.ts'
import type { SessionId, UserId } from '../../domain/ids.ts'
import type { SharedEvent } from '../../domain/session-events.ts'
import type { Reader } from './news.ts'
import { type News, type Told, told } from './news.ts'

export type SessionNewsInput = {
  readonly sessionId: SessionId
  readonly event: SharedEvent
  readonly actor: UserId | null
  /** What came with it in one go: the close of opening is news only where no deal follows at once. */
  readonly together: readonly SharedEvent[]
}

/** What people are told of a shared event of a session; null where it is no news by itself. */
export function sessionNews({ sessionId, event, actor, together }: SessionNewsInput): News | null {
  const story = storyOf(event, together)
  if (!story) return null
  return {
    eventKey: `${sessionId}/${story.once ?? `${event.type}/${event.at}/${'side' in event ? event.side : ''}`}`,
    at: event.at,
    // An outcome is told to everybody, whoever's act brought it about: each side has its notice and its mail.
    actor: story.topic === 'mandatory' ? null : actor,
    topic: story.topic,
    tell: story.tell,
  }
}

type Story = {
  readonly topic: News['topic']
  /** Names what a session can have but one of. */
  readonly once?: string
  readonly tell: (reader: Reader) => Told
}

function storyOf(event: SharedEvent, together: readonly SharedEvent[]): Story | null {
  switch (event.type) {
    case 'terms-version-added': {
      const { version, by } = event.terms
      return {
        topic: 'terms',
        tell: ({ matter, call }) => told('terms-version-added', { ...matter, side: call(by), version }),
      }
    }
    case 'terms-approved':
      return {
        topic: 'terms',
        tell: ({ matter, call }) =>
          told('terms-approved', { ...matter, side: call(event.side), version: event.version }),
      }
    case 'approval-withdrawn':
      return {
        topic: 'terms',
        tell: ({ matter, call }) => told('terms-approval-withdrawn', { ...matter, side: call(event.side) }),
      }
    case 'skip-wished':
      return {
        topic: 'terms',
        tell: ({ matter, call }) => told('terms-skip-wished', { ...matter, side: call(event.side) }),
      }
    case 'skip-withdrawn':
      return {
        topic: 'terms',
        tell: ({ matter, call }) => told('terms-skip-withdrawn', { ...matter, side: call(event.side) }),
      }
    case 'rules-accepted':
      return {
        topic: 'rules',
        tell: ({ matter, call }) => told('rules-accepted', { ...matter, side: call(event.side) }),
      }
    case 'acceptance-withdrawn':
      return {
        topic: 'rules',
        tell: ({ matter, call }) => told('rules-acceptance-withdrawn', { ...matter, side: call(event.side) }),
      }
    case 'start-proposed':
      return {
        topic: 'start',
        tell: ({ matter, call }) =>
          told('start-proposed', { ...matter, side: call(event.side), startsAt: event.startsAt }),
      }
    case 'start-agreed':
      return {
        topic: 'start',
        tell: ({ matter }) => told('start-agreed', { ...matter, startsAt: event.startsAt }),
      }
    case 'opening-scheduled':
      // Where it opens at once, that is the news.
      if (event.opensAt <= event.at) return null
      return {
        topic: 'mandatory',
        tell: ({ matter }) => told('opening-scheduled', { ...matter, opensAt: event.opensAt }),
      }
    case 'opening-unscheduled':
      return { topic: 'mandatory', tell: ({ matter }) => told('opening-unscheduled', matter) }
    case 'opened': {
      const deadlines = { closesAt: openingClosesAt(event.at), endsAt: adjustmentEndsAt(event.at, 0) }
      return {
        topic: 'mandatory',
        once: 'opened',
        tell: ({ matter }) => told('session-opened', { ...matter, ...deadlines }),
      }
    }
    case 'opening-closed': {
      if (together.some(({ type }) => type === 'deal-made')) return null
      const endsAt = adjustmentEndsAt(event.at - OPENING_MS, 0)
      return {
        topic: 'mandatory',
        once: 'opening-closed',
        tell: ({ matter }) => told('adjustment-started', { ...matter, endsAt }),
      }
    }
    case 'keep-running-switched':
      return {
        topic: 'keep-running',
        tell: ({ matter, call }) =>
          told('keep-running-switched', { ...matter, side: call(event.side), on: event.on }),
      }
    case 'extended':
      return {
        topic: 'mandatory',
        tell: ({ matter }) => told('kept-running', { ...matter, endsAt: event.at + SESSION_MS }),
      }
    case 'numbers-voided':
      return { topic: 'mandatory', tell: ({ matter }) => told('numbers-voided', matter) }
    case 'session-held':
      return { topic: 'mandatory', tell: ({ matter }) => told('session-held', matter) }
    case 'deal-made':
      return { topic: 'mandatory', once: 'outcome', tell: ({ matter }) => told('deal', matter) }
    case 'ended-without-deal':
      return {
        topic: 'mandatory',
        once: 'outcome',
        tell: ({ matter }) => told('session-ended', { ...matter, endedBy: null, gaveReason: false }),
      }
    case 'ended-by-side': {
      const gaveReason = event.reason !== null
      return {
        topic: 'mandatory',
        once: 'outcome',
        tell: ({ matter, call }) =>
          told('session-ended', { ...matter, endedBy: call(event.side), gaveReason }),
      }
    }
    // Told by the invitation that brought it about.
    case 'seat-taken':
    // Told by what undid them.
    case 'acceptances-undone':
    // An unanswered proposal held nothing up, and neither does its end.
    case 'start-proposal-withdrawn':
      return null
  }
}

import type { ReceivedMail } from '../support/mail-server.ts'
import type { FoundSession } from './read-session.ts'

/**
 * What is wrong with the mail of all sessions once everything is sent: each of the outbox came at least once, and as
 * often as it came with the same bytes; none came that no outbox has; and one of which its sender was not told came again.
 */
export function findMailFaults(
  sessions: readonly FoundSession[],
  known: ReadonlySet<string>,
  received: readonly ReceivedMail[],
  unanswered: ReadonlySet<string>,
): string[] {
  const once = [...unanswered].filter(
    (id) => received.filter(({ parsed }) => parsed.messageId === id).length < 2,
  )
  const bodies = new Map<string, Set<string>>()
  for (const { raw, parsed } of received) {
    const id = parsed.messageId ?? ''
    bodies.set(id, (bodies.get(id) ?? new Set()).add(raw))
  }
  const unsent = sessions.flatMap(({ mails }) => mails.filter(({ messageId }) => !bodies.has(messageId)))
  const changed = [...bodies].filter(([, raws]) => raws.size > 1)
  const unknown = [...bodies].filter(([id]) => !known.has(id))
  return [
    ...unsent.map(({ side, event }) => `the mail to the ${side} of ${event} never came`),
    ...changed.map(() => 'a mail came twice under one Message-ID with other bytes'),
    ...unknown.map(() => 'a mail came that is not in the outbox'),
    ...once.map(() => 'a mail of which its sender was not told did not come again'),
  ]
}

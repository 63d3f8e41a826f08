import type { Instant } from '../../domain/deadlines.ts'
import type { MatterId, SessionId } from '../../domain/ids.ts'
import { dueReminder } from '../../domain/reminders.ts'
import type { SessionState } from '../../domain/session-state.ts'
import { viewSession } from '../../domain/visibility.ts'
import type { Tx } from '../db/database.ts'
import { told } from './news.ts'
import { type SpreadContext, spreadNews } from './spread-news.ts'

export type RemindersInput = {
  readonly matterId: MatterId
  readonly sessionId: SessionId
  readonly isPractice: boolean
  /** As it is under the session's lock, with everything due done. */
  readonly state: SessionState
  readonly now: Instant
}

/**
 * Reminds both sides of the close that is near, once each. Whether and when comes from shared instants alone; that a
 * number is missing is said only to the side whose number it is. A close that has come is past reminding.
 */
export async function sendReminders(ctx: SpreadContext, tx: Tx, session: RemindersInput): Promise<void> {
  const { matterId, sessionId, isPractice, state, now } = session
  const reminder = dueReminder(state, now)
  if (!reminder) return
  const { at, step, deadlineAt, hours } = reminder
  await spreadNews(ctx, tx, {
    matterId,
    isPractice,
    news: [
      {
        eventKey: `${sessionId}/reminder/${deadlineAt}/${hours}`,
        at,
        actor: null,
        topic: 'mandatory',
        tell: ({ matter, side }) =>
          told('deadline-reminder', {
            ...matter,
            deadline: step,
            deadlineAt,
            hours,
            ownNumberMissing: viewSession(state, { kind: 'side', side, role: 'lead' }).own?.standing === null,
          }),
      },
    ],
  })
}
